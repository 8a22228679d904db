import type { UiHost } from '../../ui-host.ts'

/** Said to whoever builds the page: its visitors see nothing. */
export function requireOrganizations({ environment }: UiHost): void {
  if (!environment.organization_settings.enabled)
    throw new TypeError(
      'Keywright: this instance has no organizations, so there is nothing to show. Switch on its setting organizations.enabled.',
    )
}
