import { accountsOf, failureOf, type UserButtonContext, type UserButtonState } from '@keywright/js/flows'
import { grace, makeClient, makeSession, makeUser } from './people.ts'
import type { Seed } from './seeds.ts'

const one: UserButtonContext = {
  accounts: accountsOf(makeClient(makeSession('sess_1'))),
  ...{ sessionId: 'sess_1', isSingleSession: false, chosen: null },
}
const nameless = makeUser({ first_name: null, last_name: null })
const several: UserButtonContext = {
  ...one,
  accounts: accountsOf(
    makeClient(makeSession('sess_1'), makeSession('sess_2', grace), makeSession('sess_3', nameless)),
  ),
}

/** Every state of the button as it can be met. */
export const userButtonSeeds: Record<UserButtonState, readonly Seed<UserButtonContext>[]> = {
  signed_out: [{ name: 'nothing', context: { ...one, accounts: [], sessionId: null } }],
  closed: [
    { name: 'picture', context: one },
    { name: 'named', context: one },
  ],
  open: [
    { name: 'single', context: { ...one, isSingleSession: true } },
    { name: 'one', context: one },
    { name: 'several', context: several },
    { name: 'nameless', context: { ...several, sessionId: 'sess_3' } },
    { name: 'custom', context: one },
    { name: 'switching', context: { ...several, chosen: 'sess_2' }, pending: 'SWITCH' },
    { name: 'offline', context: several, error: failureOf('network_error') },
  ],
  managing: [{ name: 'leaving', context: one }],
}
