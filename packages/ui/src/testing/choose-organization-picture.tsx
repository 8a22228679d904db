import { accountsOf, type ChooseState, noOffers } from '@keywright/js/flows'
import type { VNode } from 'preact'
import { ChooseCard } from '../flows/organization-list/choose-card.tsx'
import { seedOf } from './frozen.ts'
import { chooseSeeds, offersSeed } from './organization-seeds.ts'
import { acme, beta, makeMember, makeMembership } from './organizations.ts'

/** One seed of a choice among organizations. */
export function choosePicture(state: string, name: string): VNode {
  const { context, error, pending } = seedOf(chooseSeeds, state, name) as never
  const hasNothing = name.endsWith('nothing')
  const isTask = name.startsWith('task')
  return (
    <ChooseCard
      snapshot={{ value: state as ChooseState, context, error, pending }}
      offers={{
        value: 'list',
        context: name.endsWith('offers') ? offersSeed : noOffers(true),
        error: undefined,
        pending: undefined,
      }}
      send={() => undefined}
      sendOffers={() => undefined}
      memberships={hasNothing ? [] : [makeMembership(acme), makeMembership(beta, 'member')]}
      activeId="org_1"
      me={accountsOf(makeMember())[0]}
      hasPersonal={!isTask}
      mayCreate={!hasNothing}
      isTask={isTask}
    />
  )
}
