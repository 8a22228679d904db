/** A section of the profile that is read, or changed in one form. `section.flow.md` is its picture. */
import type { Failure } from '../failure.ts'
import type { FlowCall } from '../flow-api.ts'
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from './profile-ports.ts'

export type SectionState = 'closed' | 'open'
export type SectionEvent =
  | { type: 'OPEN' }
  | { type: 'CANCEL' }
  | { type: 'SUBMIT'; values: Readonly<Record<string, string>> }

/** What was typed stays in the fields, which stay where they are until it is saved. */
export interface SectionContext {
  isSaved: boolean
}

/** Resolves to what was wrong, where that is known without the server. */
export type Save = (
  values: Readonly<Record<string, string>>,
  ports: ProfilePorts,
) => Promise<Failure | undefined>

type SectionStep = Step<SectionState, SectionContext>

export function sectionFlow(
  save: Save,
): MachineDefinition<SectionState, SectionContext, SectionEvent, ProfilePorts> {
  const saved: SectionStep = { to: 'closed', set: { isSaved: true } }
  return {
    home: () => 'closed',
    states: {
      closed: {
        part: null,
        on: { OPEN: { to: ['open'], move: () => ({ set: { isSaved: false } }) } },
      },
      open: {
        part: null,
        on: {
          CANCEL: { to: ['closed'] },
          SUBMIT: {
            to: ['closed'],
            call: (_, { values }, ports) =>
              unlessCancelled(
                save(values, ports).then((error): SectionStep => (error ? { to: 'open', error } : saved)),
              ),
          },
        },
      },
    },
    refusals: {},
  }
}

async function change(
  { api }: ProfilePorts,
  method: 'PATCH' | 'POST',
  below: string,
  form: NonNullable<FlowCall['form']>,
): Promise<undefined> {
  await api.send({ method, path: `/v1/me${below}`, form })
}

/** A name may be taken back: an empty text clears. */
export const saveName: Save = ({ first_name = '', last_name = '' }, ports) =>
  change(ports, 'PATCH', '', { first_name: first_name.trim(), last_name: last_name.trim() })

export const saveUsername: Save = ({ username = '' }, ports) =>
  change(ports, 'PATCH', '', { username: username.trim() })

/** Sets a password, or replaces the one there is. */
export const savePassword: Save = ({ current_password, new_password, sign_out_others }, ports) =>
  change(ports, 'POST', '/change_password', {
    ...{ current_password, new_password },
    sign_out_of_other_sessions: sign_out_others === 'true',
  })

/** What had to be typed was not. */
export const mistyped: Failure = {
  code: 'form_param_value_invalid',
  faults: [{ code: 'form_param_value_invalid', param: 'confirmation', message: '', meta: {} }],
  retryAfterSeconds: undefined,
}
