import {
  type ChoosePorts,
  chooseContext,
  chooseFlow,
  createMachine,
  createOrganizationFlow,
  noOffers,
  offersFlow,
  type PublicOrganization,
} from '@keywright/js/flows'
import type { UiHost } from '../../ui-host.ts'
import { createOrganizationContext } from '../create-organization/create-organization-context.ts'
import { type Looks, selectOrganization } from '../shared/select-organization.ts'

/** What a choice among organizations is for. */
export interface ChoosePurpose {
  /** It has to be made before anything else: the session waits for it. */
  isTask: boolean
  hidesPersonal: boolean
  skipsInvitations: boolean
  /** Where to go with what was chosen, or made; `undefined`: nowhere. */
  urlAfter(organization: PublicOrganization | null, how: 'selected' | 'created'): string | undefined
  /** How what opens over the page looks. */
  looks?: () => Looks
  /** It is done, wherever that leads. */
  onFinish?: (() => void) | undefined
}

/** The machines of a choice, for as long as it is shown. */
export function createChooseMachines(host: UiHost, purpose: ChoosePurpose) {
  const { api, environment } = host
  const later = () => () => undefined
  const select: ChoosePorts['select'] = (organization) =>
    selectOrganization(host, purpose.looks?.() ?? {}, organization)

  function leave(organization: PublicOrganization | null, how: 'selected' | 'created'): boolean {
    const url = purpose.urlAfter(organization, how)
    if (url !== undefined) host.navigate(url)
    purpose.onFinish?.()
    return url !== undefined || purpose.isTask
  }

  return {
    choose: createMachine(chooseFlow, chooseContext, {
      ports: {
        ...{ later, select, signOut: () => host.signOut() },
        finish: async (organization) => leave(organization, 'selected'),
      },
    }),
    offers: createMachine(offersFlow, noOffers(environment.organization_settings.domains.enabled), {
      ports: { api, later },
    }),
    /** A new one with each attempt. */
    beginCreate: () =>
      createMachine(createOrganizationFlow, createOrganizationContext(host, purpose.skipsInvitations), {
        ports: {
          ...{ api, later, select },
          finish: async (organization) => void leave(organization, 'created'),
        },
      }),
  }
}

export type ChooseMachines = ReturnType<typeof createChooseMachines>
