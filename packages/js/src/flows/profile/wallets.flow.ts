/** The wallets of a user: connected, made the primary one, removed. `wallets.flow.md` is its picture. */
import type { Web3WalletResource } from '@keywright/contract'
import type { z } from 'zod'
import type { MachineDefinition, Step } from '../machine.ts'
import type { WalletChoice } from '../wallets.ts'
import { type ProfilePorts, unlessCancelled } from './profile-ports.ts'

export type ProfileWallet = z.output<typeof Web3WalletResource>
export type WalletsState = 'list' | 'add' | 'choose' | 'remove'

export type WalletsEvent =
  | { type: 'ADD' }
  | { type: 'CONNECT'; strategy: string }
  | { type: 'CHOOSE_WALLET'; id: string | undefined }
  | { type: 'SET_PRIMARY'; id: string }
  | { type: 'REMOVE'; id: string }
  | { type: 'CONFIRM' }
  | { type: 'CANCEL' }

export interface WalletsContext {
  /** The wallet that is worked on, and the kind that was chosen. */
  id: string | null
  chosen: string | null
  /** Those of this page among which to choose, perhaps none. */
  wallets: readonly WalletChoice[]
  notice: 'added' | 'removed' | null
}

type WalletsStep = Step<WalletsState, WalletsContext>

const home: WalletsStep = { to: 'list', set: { id: null, chosen: null, wallets: [], notice: null } }
const toList = { to: ['list'], move: () => home } as const

/** What asks wallets is loaded with the first that is connected. */
async function connect(
  strategy: string,
  id: string | undefined,
  { api }: ProfilePorts,
): Promise<WalletsStep> {
  const { addWallet } = await import('../../web3/add-wallet.ts')
  const result = await addWallet(api, { strategy, id })
  if ('wallets' in result) return { to: 'choose', set: result }
  return { to: 'list', set: { ...home.set, notice: 'added' } }
}

export const walletsFlow: MachineDefinition<WalletsState, WalletsContext, WalletsEvent, ProfilePorts> = {
  home: () => 'list',
  states: {
    list: {
      part: null,
      on: {
        ADD: { to: ['add'], move: () => ({ set: home.set ?? {} }) },
        SET_PRIMARY: {
          to: ['list'],
          keep: ({ id }) => ({ id, notice: null }),
          call: (_, { id }, { api }) =>
            unlessCancelled(
              api
                .send({ method: 'PATCH', path: '/v1/me', form: { primary_web3_wallet_id: id } })
                .then(() => home),
            ),
        },
        REMOVE: { to: ['remove'], move: (_, { id }) => ({ set: { id, notice: null } }) },
      },
    },
    add: {
      part: null,
      on: {
        CONNECT: {
          to: ['list', 'choose'],
          keep: ({ strategy }) => ({ chosen: strategy }),
          call: (_, { strategy }, ports) => unlessCancelled(connect(strategy, undefined, ports)),
        },
        CANCEL: toList,
      },
    },
    choose: {
      part: null,
      on: {
        CHOOSE_WALLET: {
          to: ['list', 'choose'],
          call: ({ chosen }, { id }, ports) => unlessCancelled(connect(chosen ?? '', id, ports)),
        },
        CANCEL: toList,
      },
    },
    remove: {
      part: null,
      on: {
        CONFIRM: {
          to: ['list'],
          call: ({ id }, _, { api }) =>
            unlessCancelled(
              api
                .send({ method: 'DELETE', path: `/v1/me/web3_wallets/${id}` })
                .then((): WalletsStep => ({ to: 'list', set: { ...home.set, notice: 'removed' } })),
            ),
        },
        CANCEL: toList,
      },
    },
  },
  refusals: {},
}
