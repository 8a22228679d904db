import { membershipsOf, toFailure } from '@keywright/js/flows'
import type { Appearance } from '../../app/appearance.ts'
import type { Localization } from '../../localization/translate.ts'
import type { UiHost } from '../../ui-host.ts'

export interface Looks {
  appearance?: Appearance
  localization?: Localization
}

/** Makes an organization the active one. Whom its policy keeps out is told over the page what to do about it. */
export async function selectOrganization(
  host: UiHost,
  { appearance, localization }: Looks,
  organization: string | null,
  redirectUrl?: string,
): Promise<void> {
  const select = () => host.setActive({ organization, redirectUrl })
  try {
    await select()
  } catch (thrown) {
    const failure = toFailure(thrown)
    const { organization: kept } =
      membershipsOf(host.client, host.sessionId).find((one) => one.organization.id === organization) ?? {}
    if (kept && failure.code === 'organization_policy_unmet') {
      const { openPolicyUnmet } = await import('../policy-unmet/policy-unmet.app.tsx')
      const looks = { ...(appearance && { appearance }), ...(localization && { localization }) }
      void openPolicyUnmet({ ...looks, organization: kept, failure, retry: select }, host)
    }
    throw thrown
  }
}
