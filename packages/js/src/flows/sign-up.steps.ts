/** What a sign-up asks of the server, and where each answer leads. */

import { failureOf } from './failure.ts'
import type { FlowCall } from './flow-api.ts'
import { type FlowPorts, resendAfterMilliseconds } from './flow-ports.ts'
import { missingFields } from './missing-fields.ts'
import {
  beginCall,
  type SignUp,
  type SignUpContext,
  type SignUpEvent,
  type SignUpStep,
  type VerificationStrategy,
  valuesOf,
} from './sign-up.context.ts'
import { failureOfFault, isWallet, socialCall, travel, useWallet } from './social.steps.ts'
import { sendTicket } from './ticket.steps.ts'
import { faultAt, toFailure } from './to-failure.ts'

type EventOf<Type extends SignUpEvent['type']> = Extract<SignUpEvent, { type: Type }>

const path = '/v1/client/sign_ups'

const send = (
  { api }: FlowPorts,
  method: 'POST' | 'PATCH',
  below: string,
  form: NonNullable<FlowCall['form']>,
): Promise<SignUp> => api.send<SignUp>({ method, path: `${path}${below}`, form })

/** What waits for a proof before a sign-up can end. */
const screens = { email_code: 'verify_code', email_link: 'verify_link' } as const

/** A sign-up that is over begins again, with what was typed kept. */
export function restart(): SignUpStep {
  return { to: 'start', set: { signUp: null, resendAt: null, isTransfer: false, notice: 'expired' } }
}

/** Where an attempt goes from here: what is missing is asked for first, so that the mailbox comes last. */
async function goOn(context: SignUpContext, signUp: SignUp, ports: FlowPorts): Promise<SignUpStep> {
  if (signUp.status === 'abandoned') return restart()
  if (signUp.status === 'complete')
    return { to: 'done', set: { signUp, sessionId: signUp.created_session_id } }
  if (signUp.missing_fields.length > 0) return askForMissing(context, signUp)
  const strategy = waitsFor(signUp) ?? context.config.verifyWith[0]
  if (strategy === undefined) return { to: 'start', set: { signUp } }
  if (waitsFor(signUp)) return { to: screens[strategy], set: { signUp, ...sentNow(ports) } }
  return await prepare({ ...context, signUp }, strategy, ports)
}

/** A newer server may miss what this page cannot ask for. */
function askForMissing({ values }: SignUpContext, signUp: SignUp): SignUpStep {
  const set = { signUp, values: { ...values, ...valuesOf(signUp) } }
  return missingFields(signUp).length > 0
    ? { to: 'missing', set }
    : { to: 'start', set, error: failureOf('unknown_error') }
}

/** The proof that is under way already, because it was asked for with the fields. */
function waitsFor({ verifications }: SignUp): VerificationStrategy | undefined {
  const { strategy, next_action: next } = verifications.email_address ?? {}
  return next === 'needs_attempt' && (strategy === 'email_code' || strategy === 'email_link')
    ? strategy
    : undefined
}

const sentNow = (ports: FlowPorts) => ({ resendAt: ports.now() + resendAfterMilliseconds, notice: null })

async function prepare(
  { signUp }: SignUpContext,
  strategy: VerificationStrategy,
  ports: FlowPorts,
): Promise<SignUpStep> {
  const form = { strategy, redirect_url: redirectFor(strategy, ports) }
  const prepared = await send(ports, 'POST', `/${signUp?.id}/prepare_verification`, form)
  return { to: screens[strategy], set: { signUp: prepared, ...sentNow(ports) } }
}

const redirectFor = (strategy: string | undefined, ports: FlowPorts) =>
  strategy === 'email_link' ? ports.linkUrl() : undefined

/** Gives the fields. */
export async function submit(
  context: SignUpContext,
  { values }: EventOf<'SUBMIT'>,
  ports: FlowPorts,
): Promise<SignUpStep> {
  const call = beginCall(context, values, ports.linkUrl)
  try {
    return await goOn(context, await write(context, call, ports), ports)
  } catch (thrown) {
    if (faultAt(toFailure(thrown), 'email_address')?.code !== 'form_identifier_exists') throw thrown
    return { to: 'account_exists' }
  }
}

const isOver: readonly string[] = [
  'resource_not_found',
  'client_state_invalid',
  'sign_up_outdated_verification',
]

/** Changes the attempt there is, or makes one. One that has ended meanwhile is replaced without a word. */
async function write({ signUp }: SignUpContext, call: FlowCall, ports: FlowPorts): Promise<SignUp> {
  if (!signUp) return await ports.api.send<SignUp>(call)
  try {
    return await send(ports, 'PATCH', `/${signUp.id}`, call.form ?? {})
  } catch (thrown) {
    if (!isOver.includes(toFailure(thrown).code)) throw thrown
    return await send(ports, 'POST', '', { ...valuesOf(signUp), ...call.form })
  }
}

/** What was typed is kept, but never the password. */
export function keepValues({
  values: { password: _, ...values },
}: EventOf<'SUBMIT'>): Partial<SignUpContext> {
  return { values, notice: null }
}

/** Leaves for a provider. Somebody may come back to this page: by the button of the browser, or from a window over it. */
export async function continueWith(
  context: SignUpContext,
  { strategy }: EventOf<'CONTINUE_WITH'>,
  ports: FlowPorts,
): Promise<SignUpStep> {
  if (isWallet(strategy)) return await byWallet(context, strategy, undefined, ports)
  const sessionId = await travel(ports, async (urls) => {
    const signUp = await ports.api.send<SignUp>(socialCall(path, strategy, urls))
    return signUp.verifications.external_account
  })
  return sessionId ? { to: 'done', set: { sessionId } } : {}
}

export function chooseWallet(
  context: SignUpContext,
  { id }: EventOf<'CHOOSE_WALLET'>,
  ports: FlowPorts,
): Promise<SignUpStep> {
  return byWallet(context, context.chosen, id, ports)
}

/** A wallet is asked on this page, as it is to sign in: one that has an account is not asked twice. */
async function byWallet(
  context: SignUpContext,
  strategy: string | undefined,
  id: string | undefined,
  ports: FlowPorts,
): Promise<SignUpStep> {
  const used = await useWallet(ports.api, { strategy, id, signUpIfMissing: true })
  if ('wallets' in used) return { to: 'wallet', set: used }
  const { status, created_session_id: sessionId } = used.signIn
  if (status === 'complete') return { to: 'done', set: { sessionId } }
  return status === 'needs_first_factor' ? await transfer(context, undefined, ports) : { to: 'sign_in' }
}

/** Goes on with what another page has begun. */
export async function resume(context: SignUpContext, _: unknown, ports: FlowPorts): Promise<SignUpStep> {
  const step = context.signUp ? await goOn(context, context.signUp, ports) : restart()
  return { ...step, set: { ...step.set, resumes: false } }
}

/**
 * Says what a provider sent somebody back with, once: an attempt without anything takes the place of the one that failed
 * (wire contract 6.5). Should that not arrive, the same is said again the next time.
 */
export async function sayFault({ fault }: SignUpContext, _: unknown, ports: FlowPorts): Promise<SignUpStep> {
  await send(ports, 'POST', '', {}).catch(() => undefined)
  const step = { to: 'start', set: { fault: null, signUp: null } } as const
  return fault ? { ...step, error: failureOfFault(fault) } : step
}

/** One that opens nothing is said over the form, with which one can go on all the same. */
export async function useTicket(context: SignUpContext, _: unknown, ports: FlowPorts): Promise<SignUpStep> {
  if (!context.landing) return restart()
  const outcome = await sendTicket(ports, context.landing)
  const landing = null
  if ('failure' in outcome)
    return {
      to: context.config.isOpen ? 'start' : 'restricted',
      set: { landing },
      error: outcome.failure,
    }
  if ('signUp' in outcome) {
    const step = await goOn(context, outcome.signUp, ports)
    return { ...step, set: { ...step.set, landing } }
  }
  const { status, created_session_id: sessionId } = outcome.signIn
  return status === 'complete'
    ? { to: 'done', set: { landing, sessionId } }
    : { to: 'sign_in', set: { landing } }
}

/** Takes over the address that a sign-in has proven. */
export async function transfer(context: SignUpContext, _: unknown, ports: FlowPorts): Promise<SignUpStep> {
  return await goOn(context, await send(ports, 'POST', '', { transfer: true }), ports)
}

export async function submitCode(
  context: SignUpContext,
  { code }: EventOf<'SUBMIT_CODE'>,
  ports: FlowPorts,
): Promise<SignUpStep> {
  const form = { strategy: 'email_code', code }
  return await goOn(
    context,
    await send(ports, 'POST', `/${context.signUp?.id}/attempt_verification`, form),
    ports,
  )
}

export async function resend(context: SignUpContext, _: unknown, ports: FlowPorts): Promise<SignUpStep> {
  if (!context.signUp) return restart()
  const strategy = context.signUp.verifications.email_address?.strategy
  const step = await prepare(context, strategy === 'email_link' ? 'email_link' : 'email_code', ports)
  return { ...step, set: { ...step.set, notice: 'code_sent' } }
}

/** Proves the address the other way. */
export async function switchProof(context: SignUpContext, _: unknown, ports: FlowPorts): Promise<SignUpStep> {
  const now = context.signUp?.verifications.email_address?.strategy
  return await prepare(context, now === 'email_link' ? 'email_code' : 'email_link', ports)
}

/** Asks whether the link was opened, here or on another device. */
export async function pollLink(context: SignUpContext, _: unknown, ports: FlowPorts): Promise<SignUpStep> {
  const signUp = await ports.api.send<SignUp>({ method: 'GET', path: `${path}/${context.signUp?.id}` })
  if (signUp.verifications.email_address?.status === 'expired') return { to: 'link_expired' }
  return waitsFor(signUp) ? {} : await goOn(context, signUp, ports)
}

export async function signOut(_: SignUpContext, __: unknown, ports: FlowPorts): Promise<SignUpStep> {
  await ports.signOut()
  return { to: 'start', set: { accounts: [] } }
}

export async function activate(
  { sessionId, landing }: SignUpContext,
  _: unknown,
  ports: FlowPorts,
): Promise<SignUpStep> {
  await ports.activate(sessionId ?? landing?.sessionId ?? '')
  return {}
}
