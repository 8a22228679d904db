import type {
  Failure,
  KernelEvent,
  PublicOrganization,
  Snapshot,
  SwitcherContext,
  SwitcherEvent,
  SwitcherState,
} from '@keywright/js/flows'
import type { organizationSwitcher } from '../../localization/en/organization-switcher.ts'
import type { KeyPress } from '../user-button/menu-keys.ts'
import type { Person } from '../user-button/person.ts'

/** What somebody could join, once that is known. */
export interface SwitcherOffers {
  /** How many wait for an answer. */
  count: number
  error: Failure | undefined
  retry: () => void
  refresh: () => void
  draw: (look: Pick<SwitcherSight, 't' | 'slot'>) => unknown
}

export type SwitcherSay = (key: keyof typeof organizationSwitcher) => string

/** All that the switcher is drawn from. Its views have no hooks: they are functions of this and nothing else. */
export interface SwitcherSight {
  id: string
  snapshot: Snapshot<SwitcherState, SwitcherContext>
  /** Absent until their code is there. */
  offers: SwitcherOffers | undefined
  /** Whose personal account it is. */
  me: Person
  hasPersonal: boolean
  send: (event: SwitcherEvent | KernelEvent) => void
  onToggle: () => void
  onMenuKey: (event: KeyPress) => void
  t: SwitcherSay
  slot: (name: string) => string
}

/** An organization, as pictures are drawn of people. */
export const asPerson = ({ name, has_image, image_url }: PublicOrganization): Person => ({
  ...{ name, identifier: name, imageUrl: has_image ? image_url : null },
})
