import { createMachine, createOrganizationFlow } from '@keywright/js/flows'
import type { Handle } from '../../app/mount-later.ts'
import { common } from '../../localization/en/common.ts'
import { createOrganization } from '../../localization/en/create-organization.ts'
import { errors } from '../../localization/en/errors.ts'
import { organizations } from '../../localization/en/organizations.ts'
import { organizationsLater } from '../../localization/en/organizations-later.ts'
import { pictures } from '../../localization/en/pictures.ts'
import css from '../../styles/organization-card.css?inline'
import type { UiHost } from '../../ui-host.ts'
import { type CardApp, mountCard, openCard } from '../shared/card-app.tsx'
import { MachineView } from '../shared/machine-view.tsx'
import { urlWith } from '../shared/organization-url.ts'
import type { CreateOrganizationProps, OpenedCreateOrganizationProps } from './create-organization.props.ts'
import { createOrganizationViews } from './create-organization.views.tsx'
import { createOrganizationContext } from './create-organization-context.ts'

/** An organization is made. */
const card: CardApp<CreateOrganizationProps> = {
  texts: {
    ...common,
    ...errors,
    ...pictures,
    ...organizations,
    ...organizationsLater,
    ...createOrganization,
  },
  css,
  begin(host, props, close) {
    const { after_create_organization_url: usual } = host.environment.display_config
    const context = createOrganizationContext(host, props().skipInvitationScreen ?? false)
    const machine = createMachine(createOrganizationFlow, context, {
      ports: {
        api: host.api,
        later: () => () => undefined,
        select: (organization) => host.setActive({ organization }),
        async finish(organization) {
          const url = urlWith(props().afterCreateOrganizationUrl ?? (usual || undefined), organization)
          if (url) host.navigate(url)
          close()
        },
      },
    })
    return () => <MachineView machine={machine} views={createOrganizationViews} />
  },
}

export const mountCreateOrganization = (
  node: HTMLElement,
  props: CreateOrganizationProps,
  host: UiHost,
): Handle<CreateOrganizationProps> => mountCard(card, node, props, host)

export const openCreateOrganization = (
  props: OpenedCreateOrganizationProps,
  host: UiHost,
): Promise<{ close(): void }> => openCard(card, props, host)
