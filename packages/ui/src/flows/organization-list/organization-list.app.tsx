import type { Handle } from '../../app/mount-later.ts'
import css from '../../styles/organization-card.css?inline'
import type { UiHost } from '../../ui-host.ts'
import { personalUrl } from '../organization-switcher/personal-url.ts'
import { type CardApp, mountCard } from '../shared/card-app.tsx'
import { urlWith } from '../shared/organization-url.ts'
import { type ChoosePurpose, createChooseMachines } from './choose-machines.ts'
import { ChooseOrganization } from './choose-organization.tsx'
import { chooseTexts } from './choose-texts.ts'
import { isForced } from './is-forced.ts'
import type { OrganizationListProps, TaskChooseOrganizationProps } from './organization-list.props.ts'

/** Draws a choice for what it is for. */
function begin(host: UiHost, purpose: ChoosePurpose) {
  const machines = createChooseMachines(host, purpose)
  return () => <ChooseOrganization {...{ host, machines, purpose }} />
}

const list: CardApp<OrganizationListProps> = {
  texts: chooseTexts,
  css,
  begin(host, props) {
    const { hidePersonal = false, skipInvitationScreen = false } = props()
    return begin(host, {
      isTask: false,
      hidesPersonal: hidePersonal || isForced(host),
      skipsInvitations: skipInvitationScreen,
      looks: props,
      urlAfter(organization, how) {
        const { afterCreateOrganizationUrl, afterSelectOrganizationUrl, afterSelectPersonalUrl } = props()
        if (organization)
          return urlWith(
            how === 'created' ? afterCreateOrganizationUrl : afterSelectOrganizationUrl,
            organization,
          )
        const session = host.client?.sessions.find(({ id }) => id === host.sessionId)
        return personalUrl(afterSelectPersonalUrl, session?.public_user_data.user_id ?? '')
      },
    })
  },
}

const task: CardApp<TaskChooseOrganizationProps> = {
  texts: chooseTexts,
  css,
  begin: (host, props) =>
    begin(host, {
      ...{ isTask: true, hidesPersonal: true, skipsInvitations: true, looks: props },
      urlAfter: () =>
        props().redirectUrlComplete ?? host.redirectUrl ?? host.environment.display_config.after_sign_in_url,
    }),
}

export const mountOrganizationList = (
  node: HTMLElement,
  props: OrganizationListProps,
  host: UiHost,
): Handle<OrganizationListProps> => mountCard(list, node, props, host)

export const mountTaskChooseOrganization = (
  node: HTMLElement,
  props: TaskChooseOrganizationProps,
  host: UiHost,
): Handle<TaskChooseOrganizationProps> => mountCard(task, node, props, host)
