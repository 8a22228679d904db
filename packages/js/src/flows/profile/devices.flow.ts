/** Where a user is signed in: listed, and signed out from afar. `devices.flow.md` is its picture. */
import type { ActiveSessionResource } from '@keywright/contract'
import type { z } from 'zod'
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from './profile-ports.ts'

export type DeviceSession = z.output<typeof ActiveSessionResource>
export type DevicesState = 'loading' | 'list'
export type DevicesEvent = { type: 'REVOKE'; id: string } | { type: 'REVOKE_OTHERS' }

export interface DevicesContext {
  /** The one on this page first, then by their last sign of life. */
  sessions: readonly DeviceSession[]
  /** Of which device is being signed out. */
  id: string | null
}

type DevicesStep = Step<DevicesState, DevicesContext>

async function load(_: DevicesContext, __: unknown, { api, sessionId }: ProfilePorts): Promise<DevicesStep> {
  const sessions = await api.send<DeviceSession[]>({ method: 'GET', path: '/v1/me/sessions/active' })
  const here = sessionId()
  const rank = ({ id, last_active_at: at }: DeviceSession) => (id === here ? Number.POSITIVE_INFINITY : at)
  return { to: 'list', set: { sessions: sessions.toSorted((a, b) => rank(b) - rank(a)) } }
}

const revoke = (id: string, { api }: ProfilePorts) =>
  api.send({ method: 'POST', path: `/v1/me/sessions/${id}/revoke` })

/** One after the other: those that are gone stay gone, whatever becomes of the rest. */
async function revokeOthers(context: DevicesContext, ports: ProfilePorts): Promise<DevicesStep> {
  const here = ports.sessionId()
  for (const { id } of context.sessions) if (id !== here) await revoke(id, ports)
  return await load(context, undefined, ports)
}

export const devicesFlow: MachineDefinition<DevicesState, DevicesContext, DevicesEvent, ProfilePorts> = {
  home: () => 'loading',
  states: {
    loading: { part: null, enter: { to: ['list'], call: load }, on: {} },
    list: {
      part: null,
      on: {
        REVOKE: {
          to: ['list'],
          keep: ({ id }) => ({ id }),
          call: ({ sessions }, { id }, ports) =>
            unlessCancelled(
              revoke(id, ports).then(
                (): DevicesStep => ({ set: { sessions: sessions.filter((one) => one.id !== id), id: null } }),
              ),
            ),
        },
        REVOKE_OTHERS: {
          to: ['list'],
          call: (context, _, ports) => unlessCancelled(revokeOthers(context, ports)),
        },
      },
    },
  },
  refusals: {},
}
