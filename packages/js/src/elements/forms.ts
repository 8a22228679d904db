/** What forms of a flow are made of: what they send, what their fields are, and what is said of them. */
import type { Failure } from '../flows/failure.ts'
import type { SignUpContext, SignUpFieldName, SignUpValues } from '../flows/sign-up.context.ts'
import type { FlowContext, FlowName, FlowSnapshot, FlowState, Flows } from './flow-types.ts'

/** What was typed, by the names of the fields. */
export type Typed = Readonly<Record<string, string>>

type Forms = {
  [Name in FlowName]: { [State in FlowState<Name>]?: (typed: Typed) => Flows[Name]['event'] }
}

const codeForm = ({ code = '' }: Typed) => ({ type: 'SUBMIT_CODE', code: code.replace(/\s/g, '') }) as const

const fieldsForm = (typed: Typed) => ({ type: 'SUBMIT', values: readValues(typed) }) as const

const forms: Forms = {
  signIn: {
    start: ({ identifier = '', password }) => ({
      ...{ type: 'IDENTIFY', identifier: identifier.trim() },
      password: password || undefined,
    }),
    password: ({ password = '' }) => ({ type: 'SUBMIT_PASSWORD', password }),
    email_code: codeForm,
    reset_code: codeForm,
    new_password: ({ password = '', sign_out_of_other_sessions: others }) => ({
      ...{ type: 'SUBMIT_NEW_PASSWORD', password },
      signOutOthers: others !== undefined,
    }),
  },
  signUp: { start: fieldsForm, missing: fieldsForm, verify_code: codeForm },
}

/** What the form of a step sends; `undefined` for steps that have none. */
export function formOf<Name extends FlowName>(
  name: Name,
  state: FlowState<Name>,
): ((typed: Typed) => Flows[Name]['event']) | undefined {
  return forms[name][state]
}

const names: readonly SignUpFieldName[] = [
  ...(['first_name', 'last_name', 'username', 'email_address', 'password', 'legal_accepted'] as const),
]

/** Nothing that was left empty, and the consent as a yes. */
function readValues(typed: Typed): SignUpValues {
  const given = names.flatMap((name): [SignUpFieldName, string | true][] => {
    const value = name === 'password' ? typed[name] : typed[name]?.trim()
    return value ? [[name, name === 'legal_accepted' ? true : value]] : []
  })
  return Object.fromEntries(given)
}

/** What a form gives. A list of one name is no text. */
export function readForm(form: HTMLFormElement): Typed {
  const entries = [...new FormData(form)].filter(([, value]) => typeof value === 'string')
  return Object.fromEntries(entries) as Record<string, string>
}

/** How browsers and password managers know a field. */
export interface InputKind {
  type?: string
  autoComplete?: string
  inputMode?: 'text' | 'email' | 'numeric'
}

const kinds: Record<string, InputKind> = {
  identifier: { type: 'text', autoComplete: 'username', inputMode: 'email' },
  username: { type: 'text', autoComplete: 'username' },
  email_address: { type: 'email', autoComplete: 'email' },
  first_name: { type: 'text', autoComplete: 'given-name' },
  last_name: { type: 'text', autoComplete: 'family-name' },
  code: { type: 'text', autoComplete: 'one-time-code', inputMode: 'numeric' },
  legal_accepted: { type: 'checkbox' },
  sign_out_of_other_sessions: { type: 'checkbox' },
}

export function kindOf(flow: FlowName, state: string | undefined, name: string): InputKind {
  if (name !== 'password') return kinds[name] ?? {}
  const isNew = flow === 'signUp' || state === 'new_password'
  return { type: 'password', autoComplete: isNew ? 'new-password' : 'current-password' }
}

/** What a field begins with: never a password. */
export function knownValue(context: FlowContext<FlowName> | undefined, name: string): string | undefined {
  if (!context) return undefined
  if ('identifier' in context) return name === 'identifier' ? context.identifier : undefined
  const value =
    Object.hasOwn(context.values, name) && name !== 'password' ? Reflect.get(context.values, name) : ''
  return typeof value === 'string' ? value : undefined
}

/** Whether a field is asked for, and must be filled; a sign-up asks for what its instance says, and then for what is missing. */
export function needOf(
  { state, context }: FlowSnapshot<FlowName>,
  name: string,
): 'required' | 'optional' | 'none' {
  if (!context || !('values' in context)) return 'required'
  if (!names.some((known) => known === name)) return 'required'
  if (state === 'missing') return missing(context).includes(name) ? 'required' : 'none'
  const asked = context.config.fields.find((field) => field.name === name)
  if (!asked) return 'none'
  return asked.isRequired ? 'required' : 'optional'
}

const missing = ({ signUp }: SignUpContext): readonly string[] => signUp?.missing_fields ?? []

/** Something that was wrong. */
export interface FlowError {
  code: string
  /** In the server’s own words. */
  message: string
}

const inGeneral = 'That did not work. Try again.'

/** What was wrong with a field: the first fault of several. */
export function errorAt(failure: Failure | undefined, name: string): FlowError | undefined {
  const fault = failure?.faults.find(({ param }) => param === name)
  return fault && { code: fault.code, message: fault.message || inGeneral }
}

/** What none of these fields says. */
export function errorBeside(failure: Failure | undefined, fields: readonly string[]): FlowError | undefined {
  const fault = failure?.faults.find(({ param }) => param === undefined || !fields.includes(param))
  return fault && { code: fault.code, message: fault.message || inGeneral }
}

/** How many seconds there are still to wait. */
export function secondsUntil(time: number | null | undefined, now: number): number {
  return typeof time === 'number' ? Math.max(0, Math.ceil((time - now) / 1000)) : 0
}

/** Fields for password managers are in nobody’s way. */
const field = 'input:not([tabindex="-1"], [type="checkbox"], [type="hidden"]), select, textarea'

/** Moves the focus to where a step begins: its first field, else its title, else the step itself. */
export function focusStep(step: HTMLElement): void {
  const target =
    step.querySelector<HTMLElement>(field) ?? step.querySelector<HTMLElement>('h1, h2, h3, legend') ?? step
  if (!target.matches(field) && !target.hasAttribute('tabindex')) target.tabIndex = -1
  target.focus()
}
