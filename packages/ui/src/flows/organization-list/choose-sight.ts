import type {
  AccountChoice,
  ChooseContext,
  ChooseEvent,
  ChooseState,
  KernelEvent,
  OffersContext,
  OffersEvent,
  OffersState,
  OrganizationMembership,
  Snapshot,
} from '@keywright/js/flows'

/** All that a choice among organizations is drawn from. */
export interface ChooseSight {
  snapshot: Snapshot<ChooseState, ChooseContext>
  offers: Snapshot<OffersState, OffersContext>
  send: (event: ChooseEvent | KernelEvent) => void
  sendOffers: (event: OffersEvent | KernelEvent) => void
  memberships: readonly OrganizationMembership[]
  /** Where somebody works now; `null`: in the personal account. */
  activeId: string | null
  /** Whose choice it is. */
  me: AccountChoice | undefined
  hasPersonal: boolean
  mayCreate: boolean
  isTask: boolean
}
