/** What an organization asks of sessions: read, made stricter, given back to the instance. `policy.flow.md` is its picture. */
import type { Failure } from '../failure.ts'
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from '../profile/profile-ports.ts'
import type { OrganizationPolicy, PolicyRuleName } from './policy-wire.ts'

export type PolicyState = 'loading' | 'list' | 'edit'

/** What a rule is to say; `null`: as the instance says. */
export type RuleValue = boolean | number | readonly string[] | null

export type PolicyEvent =
  | { type: 'EDIT'; rule: PolicyRuleName }
  | { type: 'SUBMIT'; rule: PolicyRuleName; value: RuleValue }
  | { type: 'CANCEL' }

export interface PolicyContext {
  organizationId: string
  policy: OrganizationPolicy | null
  /** Which one is worked on, or was last. */
  rule: PolicyRuleName | null
  notice: 'saved' | 'reset' | null
}

export const policyContext = (organizationId: string): PolicyContext => ({
  ...{ organizationId, policy: null, rule: null, notice: null },
})

type PolicyStep = Step<PolicyState, PolicyContext>

const pathOf = ({ organizationId }: PolicyContext) => `/v1/organizations/${organizationId}/policy`

/** Nobody can sign in in no way at all. */
const noneChosen: Failure = {
  ...{ code: 'form_param_missing', retryAfterSeconds: undefined },
  faults: [{ code: 'form_param_missing', param: 'sign_in_methods', message: '', meta: {} }],
}

/** An empty list cannot be told from one that was left out; of networks it says the same as none. */
async function save(
  context: PolicyContext,
  { rule, value: given }: Extract<PolicyEvent, { type: 'SUBMIT' }>,
  { api }: ProfilePorts,
): Promise<PolicyStep> {
  const isEmpty = Array.isArray(given) && given.length === 0
  if (isEmpty && rule === 'sign_in_methods') return { error: noneChosen }
  const value = isEmpty ? null : given
  const form = { [rule]: value }
  const policy = await api.send<OrganizationPolicy>({ method: 'PATCH', path: pathOf(context), form })
  return { to: 'list', set: { policy, notice: value === null ? 'reset' : 'saved' } }
}

const SUBMIT = {
  to: ['list'],
  keep: ({ rule }: { rule: PolicyRuleName }) => ({ rule, notice: null }),
  call: (context: PolicyContext, event: Extract<PolicyEvent, { type: 'SUBMIT' }>, ports: ProfilePorts) =>
    unlessCancelled(save(context, event, ports)),
} as const

const EDIT = {
  to: ['edit'],
  move: (_: PolicyContext, { rule }: { rule: PolicyRuleName }): PolicyStep => ({
    set: { rule, notice: null },
  }),
} as const

export const policyFlow: MachineDefinition<PolicyState, PolicyContext, PolicyEvent, ProfilePorts> = {
  home: () => 'loading',
  states: {
    loading: {
      part: null,
      enter: {
        to: ['list'],
        call: async (context, _, { api }) => ({
          to: 'list',
          set: { policy: await api.send<OrganizationPolicy>({ method: 'GET', path: pathOf(context) }) },
        }),
      },
      on: {},
    },
    list: { part: null, on: { EDIT, SUBMIT } },
    edit: { part: null, on: { EDIT, SUBMIT, CANCEL: { to: ['list'] } } },
  },
  refusals: {},
}
