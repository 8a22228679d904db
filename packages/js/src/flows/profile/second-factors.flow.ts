/** The second factors of a user: an authenticator app is set up or removed, backup codes are made. `second-factors.flow.md` is its picture. */
import type { BackupCodesResource, TotpResource } from '@keywright/contract'
import type { z } from 'zod'
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from './profile-ports.ts'

type Totp = z.output<typeof TotpResource>
type BackupCodes = z.output<typeof BackupCodesResource>

export type SecondFactorsState = 'list' | 'scan' | 'codes' | 'renew' | 'remove'

export type SecondFactorsEvent =
  | { type: 'SET_UP' }
  | { type: 'SUBMIT_CODE'; code: string }
  | { type: 'RENEW' }
  | { type: 'REMOVE' }
  | { type: 'CONFIRM' }
  | { type: 'CANCEL' }

export interface SecondFactorsContext {
  /** What the app is told, as text and as what a picture says. It is shown once. */
  secret: string
  uri: string
  /** Backup codes, shown once. */
  codes: readonly string[]
  notice: 'added' | 'removed' | null
}

type SecondFactorsStep = Step<SecondFactorsState, SecondFactorsContext>

export const noSecondFactors: SecondFactorsContext = { secret: '', uri: '', codes: [], notice: null }

const home: SecondFactorsStep = { to: 'list', set: noSecondFactors }
const toList = { to: ['list'], move: () => home } as const

async function begin({ api }: ProfilePorts): Promise<SecondFactorsStep> {
  const { secret, uri } = await api.send<Totp>({ method: 'POST', path: '/v1/me/totp' })
  return { to: 'scan', set: { secret: secret ?? '', uri: uri ?? '', notice: null } }
}

/** What was told is forgotten with the first right code. */
async function prove(code: string, { api }: ProfilePorts): Promise<SecondFactorsStep> {
  const path = '/v1/me/totp/attempt_verification'
  const { backup_codes: codes } = await api.send<Totp>({ method: 'POST', path, form: { code } })
  return codes
    ? { to: 'codes', set: { ...noSecondFactors, codes } }
    : { to: 'list', set: { ...noSecondFactors, notice: 'added' } }
}

async function renew({ api }: ProfilePorts): Promise<SecondFactorsStep> {
  const { codes } = await api.send<BackupCodes>({ method: 'POST', path: '/v1/me/backup_codes' })
  return { to: 'codes', set: { codes } }
}

async function remove({ api }: ProfilePorts): Promise<SecondFactorsStep> {
  await api.send({ method: 'DELETE', path: '/v1/me/totp' })
  return { to: 'list', set: { ...noSecondFactors, notice: 'removed' } }
}

export const secondFactorsFlow: MachineDefinition<
  SecondFactorsState,
  SecondFactorsContext,
  SecondFactorsEvent,
  ProfilePorts
> = {
  home: () => 'list',
  states: {
    list: {
      part: null,
      on: {
        SET_UP: { to: ['scan'], call: (_, __, ports) => unlessCancelled(begin(ports)) },
        RENEW: { to: ['renew'], move: () => ({ set: noSecondFactors }) },
        REMOVE: { to: ['remove'], move: () => ({ set: noSecondFactors }) },
      },
    },
    scan: {
      part: null,
      on: {
        SUBMIT_CODE: {
          to: ['codes', 'list'],
          call: (_, { code }, ports) => unlessCancelled(prove(code, ports)),
        },
        CANCEL: toList,
      },
    },
    codes: { part: null, on: { CONFIRM: toList } },
    renew: {
      part: null,
      on: {
        CONFIRM: { to: ['codes'], call: (_, __, ports) => unlessCancelled(renew(ports)) },
        CANCEL: toList,
      },
    },
    remove: {
      part: null,
      on: {
        CONFIRM: { to: ['list'], call: (_, __, ports) => unlessCancelled(remove(ports)) },
        CANCEL: toList,
      },
    },
  },
  refusals: {},
}
