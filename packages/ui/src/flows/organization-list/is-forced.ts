import type { UiHost } from '../../ui-host.ts'

/** Where everybody works in an organization there is no personal account. */
export const isForced = ({ environment }: UiHost): boolean =>
  environment.organization_settings.force_organization_selection
