import type { EnvironmentWire } from '@keywright/contract'

/** Whether somebody can sign in by way of a provider or a wallet. */
export const hasProviders = ({ user_settings: { social, attributes } }: EnvironmentWire): boolean =>
  attributes.web3_wallet.enabled || Object.values(social).some(({ enabled }) => enabled)
