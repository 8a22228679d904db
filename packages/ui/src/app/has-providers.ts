import type { EnvironmentWire } from '@keywright/contract'

/** Whether somebody can sign in by way of a provider. */
export const hasProviders = ({ user_settings: { social } }: EnvironmentWire): boolean =>
  Object.values(social).some(({ enabled }) => enabled)
