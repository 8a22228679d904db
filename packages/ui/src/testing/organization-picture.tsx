import type { FlowEvent, UnmetRule } from '@keywright/js/flows'
import { render, type VNode } from 'preact'
import { adoptStyles } from '../app/adopt-styles.ts'
import { createUi } from '../app/create-ui.ts'
import { createOrganizationViews } from '../flows/create-organization/create-organization.views.tsx'
import { PolicyUnmet } from '../flows/policy-unmet/policy-unmet.view.tsx'
import { MachineView } from '../flows/shared/machine-view.tsx'
import type { View } from '../flows/view.ts'
import { chooseOrganization } from '../localization/en/choose-organization.ts'
import { common } from '../localization/en/common.ts'
import { createOrganization } from '../localization/en/create-organization.ts'
import { errors } from '../localization/en/errors.ts'
import { organizationDomains } from '../localization/en/organization-domains.ts'
import { organizationMembers } from '../localization/en/organization-members.ts'
import { organizationPolicy } from '../localization/en/organization-policy.ts'
import { organizationPanel, organizationProfile } from '../localization/en/organization-profile.ts'
import { organizationSwitcher } from '../localization/en/organization-switcher.ts'
import { organizations } from '../localization/en/organizations.ts'
import { organizationsLater } from '../localization/en/organizations-later.ts'
import { policyUnmet } from '../localization/en/policy-unmet.ts'
import { formatMessage } from '../localization/message-format.ts'
import type { Localization } from '../localization/translate.ts'
import { UiProvider } from '../primitives/ui-context.ts'
import cardSheet from '../styles/organization-card.css?inline'
import profileSheet from '../styles/organization-sheet.css?inline'
import laterSheet from '../styles/profile-later.css?inline'
import { choosePicture } from './choose-organization-picture.tsx'
import { makeEnvironment, makeSocial } from './environment.ts'
import { frozen, seedOf } from './frozen.ts'
import { organizationProfilePicture } from './organization-profile-picture.tsx'
import * as seeds from './organization-seeds.ts'
import { drawSwitcher } from './organization-switcher-picture.tsx'

const cards: Record<string, { seeds: object; views: object }> = {
  'create-organization': { seeds: seeds.createOrganizationSeeds, views: createOrganizationViews },
}

/** What keeps somebody out of an organization. */
const unmetPicture = (state: string, name: string): VNode => (
  <PolicyUnmet
    name="Acme Inc"
    unmet={seedOf(seeds.unmetSeeds, state, name).context as UnmetRule[]}
    environment={makeEnvironment({ settings: { social: makeSocial('Google') } })}
    isBusy={false}
    onSignIn={() => undefined}
    onAccount={() => undefined}
    onRetry={() => undefined}
    onClose={() => undefined}
  />
)

/** Draws a component about organizations; `false` for what is none of them. */
export function drawOrganization(
  root: HTMLElement,
  [component = '', state = '', name = '']: readonly (string | undefined)[],
  localization: Localization | undefined,
): boolean {
  const texts = {
    ...{
      ...common,
      ...errors,
      ...organizationPanel,
      ...organizations,
      ...organizationsLater,
      ...createOrganization,
    },
    ...{
      ...organizationProfile,
      ...organizationMembers,
      ...organizationDomains,
      ...organizationPolicy,
      ...policyUnmet,
      ...organizationSwitcher,
      ...chooseOrganization,
    },
  }
  const environment = makeEnvironment()
  const ui = createUi({
    ...{ environment, appearance: {}, localization, texts, format: formatMessage, id: 'kw-picture' },
  })
  const show = (content: VNode) => render(<UiProvider value={ui}>{content}</UiProvider>, root)
  if (component === 'organization-switcher') {
    drawSwitcher(root, [component, state, name], localization)
    return true
  }
  if (component === 'choose-organization') {
    adoptStyles(cardSheet)
    show(choosePicture(state, name))
    return true
  }
  if (component === 'policy-unmet') {
    adoptStyles(cardSheet)
    show(unmetPicture(state, name))
    return true
  }
  const page = organizationProfilePicture([component, state, name], ui.t)
  if (page) {
    adoptStyles(profileSheet)
    adoptStyles(laterSheet)
    show(page)
    return true
  }
  const card = cards[component]
  if (!card) return false
  adoptStyles(cardSheet)
  const views = card.views as Record<string, View<string, unknown, FlowEvent>>
  show(<MachineView machine={frozen(state, seedOf(card.seeds, state, name))} views={views} />)
  return true
}
