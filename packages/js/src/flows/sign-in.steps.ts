/** What a sign-in asks of the server, and where each answer leads. */

import type { Failure } from './failure.ts'
import type { FlowCall } from './flow-api.ts'
import { type FlowPorts, resendAfterMilliseconds } from './flow-ports.ts'
import {
  type Factor,
  identifyCall,
  type SignIn,
  type SignInContext,
  type SignInEvent,
  type SignInStep,
} from './sign-in.context.ts'
import { asksFor, firstFactor, resendFactor, screenOf, usableFactors } from './sign-in.factors.ts'
import type { SignUp } from './sign-up.context.ts'
import { failureOfFault, isSocial, isWallet, socialCall, travel, useWallet } from './social.steps.ts'
import { sendTicket } from './ticket.steps.ts'
import { toFailure } from './to-failure.ts'

type EventOf<Type extends SignInEvent['type']> = Extract<SignInEvent, { type: Type }>

const path = '/v1/client/sign_ins'

const post = ({ api }: FlowPorts, below: string, form: FlowCall['form'] = {}): Promise<SignIn> =>
  api.send<SignIn>({ method: 'POST', path: `${path}${below}`, form })

/** A server that says nothing of an attempt cannot go on with it. */
function idOf({ signIn }: SignInContext): string {
  return signIn?.id ?? 'none'
}

/** Where an attempt stands by itself; `undefined` while it waits for a proof. */
function standing(signIn: SignIn): SignInStep | undefined {
  switch (signIn.status) {
    case 'complete':
      return { to: 'done', set: { signIn, sessionId: signIn.created_session_id } }
    case 'needs_new_password':
      return { to: 'new_password', set: { signIn } }
    case 'needs_second_factor':
      return { to: asksFor(signIn, 'totp') ? 'totp' : 'unavailable', set: { signIn } }
    case 'needs_first_factor':
      return signIn.first_factor_verification?.status === 'transferable'
        ? { to: 'sign_up', set: { signIn, isTransfer: true } }
        : undefined
    case 'needs_identifier':
    case 'abandoned':
      return restarted
    default:
      // A newer server may ask for more than this page can show.
      return { to: 'unavailable', set: { signIn } }
  }
}

const restarted: SignInStep = {
  to: 'start',
  set: { signIn: null, factor: null, resendAt: null, notice: 'expired' },
}

/** An attempt that is over begins again, with the identifier kept. */
export function restart(): SignInStep {
  return restarted
}

const wrongPassword: readonly string[] = [
  'form_password_incorrect',
  'form_password_or_identifier_incorrect',
  'strategy_for_user_invalid',
]

export async function identify(
  context: SignInContext,
  { identifier, password }: EventOf<'IDENTIFY'>,
  ports: FlowPorts,
): Promise<SignInStep> {
  const { isCombined } = context.config
  const start = (secret?: string) =>
    ports.api.send<SignIn>(identifyCall(context, { identifier, password: secret }))
  try {
    return await goOn(context, await start(password), ports)
  } catch (thrown) {
    const failure = toFailure(thrown)
    if (failure.code === 'form_identifier_not_found' && isCombined)
      return { to: 'sign_up', set: { identifier } }
    if (password === undefined || !wrongPassword.includes(failure.code)) throw thrown
    // The password a browser filled in was of no use: the attempt goes on without it.
    return withError(await goOn(context, await start(), ports), failure)
  }
}

/** A wrong password is said where a password can be typed, and nowhere else. */
function withError(step: SignInStep, error: Failure): SignInStep {
  return step.to === 'password' && error.code !== 'strategy_for_user_invalid' ? { ...step, error } : step
}

async function goOn(context: SignInContext, signIn: SignIn, ports: FlowPorts): Promise<SignInStep> {
  const step = standing(signIn)
  if (step) return step
  const factor = firstFactor(signIn, context.config.prefers)
  const to = usableFactors(signIn).length > 0 ? 'alternatives' : 'unavailable'
  if (!factor) return { to, set: { signIn, factor: null } }
  return await begin({ ...context, signIn }, factor, ports)
}

/** Goes to the screen of a factor, and sends what it needs sent. */
async function begin(context: SignInContext, factor: Factor, ports: FlowPorts): Promise<SignInStep> {
  const to = screenOf(factor) ?? 'unavailable'
  if (factor.strategy === 'password') return { to, set: { signIn: context.signIn, factor, notice: null } }
  return { to, set: { ...(await send(context, factor, ports)), notice: null } }
}

async function send(
  context: SignInContext,
  factor: Factor,
  ports: FlowPorts,
): Promise<Partial<SignInContext>> {
  const { strategy, email_address_id } = factor
  const redirect_url = strategy === 'email_link' ? ports.linkUrl() : undefined
  const form = { strategy, email_address_id, redirect_url }
  const signIn = await post(ports, `/${idOf(context)}/prepare_first_factor`, form)
  return { signIn, factor, resendAt: ports.now() + resendAfterMilliseconds }
}

export function select(
  context: SignInContext,
  { factor }: EventOf<'SELECT'>,
  ports: FlowPorts,
): Promise<SignInStep> {
  return isSocial(factor.strategy)
    ? goBy(`${path}/${idOf(context)}/prepare_first_factor`, factor.strategy, ports)
    : begin(context, factor, ports)
}

export function continueWith(
  context: SignInContext,
  { strategy }: EventOf<'CONTINUE_WITH'>,
  ports: FlowPorts,
): Promise<SignInStep> {
  return isWallet(strategy) ? byWallet(context, strategy, undefined, ports) : goBy(path, strategy, ports)
}

export function chooseWallet(
  context: SignInContext,
  { id }: EventOf<'CHOOSE_WALLET'>,
  ports: FlowPorts,
): Promise<SignInStep> {
  return byWallet(context, context.chosen, id, ports)
}

/** A wallet is asked on this page. One that nobody knows signs up, and what is missing is asked for where sign-ups are. */
async function byWallet(
  { config }: SignInContext,
  strategy: string | undefined,
  id: string | undefined,
  { api }: FlowPorts,
): Promise<SignInStep> {
  const used = await useWallet(api, { strategy, id, signUpIfMissing: config.canSignUp })
  if ('wallets' in used) return { to: 'wallet', set: used }
  const step = standing(used.signIn) ?? { to: 'unavailable', set: used }
  if (step.to !== 'sign_up') return step
  const form = { transfer: true }
  const signUp = await api.send<SignUp>({ method: 'POST', path: '/v1/client/sign_ups', form })
  return signUp.status === 'complete'
    ? { to: 'done', set: { sessionId: signUp.created_session_id } }
    : { to: 'sign_up', set: { resumes: true } }
}

/** Leaves for a provider. Somebody may come back to this page: by the button of the browser, or from a window over it. */
async function goBy(to: string, strategy: string, ports: FlowPorts): Promise<SignInStep> {
  const sessionId = await travel(ports, async (urls) => {
    const signIn = await ports.api.send<SignIn>(socialCall(to, strategy, urls))
    return signIn.first_factor_verification
  })
  return sessionId ? { to: 'done', set: { sessionId } } : {}
}

/** Goes on with what another page has begun. */
export async function resume(context: SignInContext, _: unknown, ports: FlowPorts): Promise<SignInStep> {
  const step = context.signIn ? await goOn(context, context.signIn, ports) : restart()
  const { fault } = context
  const error = fault && step.to !== 'done' ? { error: failureOfFault(fault) } : {}
  return { ...step, ...error, set: { ...step.set, resumes: false, fault: null } }
}

/**
 * Says what a provider sent somebody back with, once: an attempt without anything takes the place of the one that failed
 * (wire contract 6.5). Should that not arrive, the same is said again the next time.
 */
export async function sayFault({ fault }: SignInContext, _: unknown, ports: FlowPorts): Promise<SignInStep> {
  await post(ports, '').catch(() => undefined)
  const set = { fault: null, signIn: null }
  if (!fault || fault.code === 'user_locked') return { to: fault ? 'locked' : 'start', set }
  return { to: 'start', set, error: failureOfFault(fault) }
}

/** One that opens nothing is said over the form, with which one can go on all the same. */
export async function useTicket(context: SignInContext, _: unknown, ports: FlowPorts): Promise<SignInStep> {
  if (!context.landing) return restart()
  const outcome = await sendTicket(ports, context.landing)
  const landing = null
  if ('failure' in outcome) return { to: 'start', set: { landing }, error: outcome.failure }
  if ('signIn' in outcome) {
    const step = await goOn(context, outcome.signIn, ports)
    return { ...step, set: { ...step.set, landing } }
  }
  const { status, created_session_id: sessionId } = outcome.signUp
  return status === 'complete'
    ? { to: 'done', set: { landing, sessionId } }
    : { to: 'sign_up', set: { landing, resumes: true } }
}

/** Sends again what is waited for. An expired link begins anew where nothing is known of the attempt. */
export async function resend(context: SignInContext, _: unknown, ports: FlowPorts): Promise<SignInStep> {
  const factor = resendFactor(context)
  if (!context.signIn || !factor) return restart()
  const to = screenOf(factor) ?? 'start'
  return { to, set: { ...(await send(context, factor, ports)), notice: 'code_sent' } }
}

export async function submitPassword(
  context: SignInContext,
  { password }: EventOf<'SUBMIT_PASSWORD'>,
  ports: FlowPorts,
): Promise<SignInStep> {
  return await attempt(context, { strategy: 'password', password }, ports)
}

export async function submitCode(
  context: SignInContext,
  { code }: EventOf<'SUBMIT_CODE'>,
  ports: FlowPorts,
): Promise<SignInStep> {
  return await attempt(context, { strategy: context.factor?.strategy, code }, ports)
}

async function attempt(
  context: SignInContext,
  form: NonNullable<FlowCall['form']>,
  ports: FlowPorts,
  which = 'first',
): Promise<SignInStep> {
  const signIn = await post(ports, `/${idOf(context)}/attempt_${which}_factor`, form)
  return standing(signIn) ?? { set: { signIn } }
}

const submitSecond =
  (strategy: 'totp' | 'backup_code') =>
  (context: SignInContext, { code }: EventOf<'SUBMIT_CODE'>, ports: FlowPorts): Promise<SignInStep> =>
    attempt(context, { strategy, code }, ports, 'second')

export const submitTotp = submitSecond('totp')
export const submitBackupCode = submitSecond('backup_code')

export async function submitNewPassword(
  context: SignInContext,
  { password, signOutOthers }: EventOf<'SUBMIT_NEW_PASSWORD'>,
  ports: FlowPorts,
): Promise<SignInStep> {
  const form = { password, sign_out_of_other_sessions: signOutOthers }
  const step = standing(await post(ports, `/${idOf(context)}/reset_password`, form)) ?? {}
  return { ...step, set: { ...step.set, isPasswordChanged: true } }
}

/** Asks whether the link was opened, here or on another device. */
export async function pollLink(context: SignInContext, _: unknown, { api }: FlowPorts): Promise<SignInStep> {
  const signIn = await api.send<SignIn>({ method: 'GET', path: `${path}/${idOf(context)}` })
  if (signIn.first_factor_verification?.status === 'expired') return { to: 'link_expired' }
  return standing(signIn) ?? {}
}

export async function signOut(_: SignInContext, __: unknown, ports: FlowPorts): Promise<SignInStep> {
  await ports.signOut()
  return { to: 'start', set: { accounts: [], signIn: null } }
}

export async function activate(
  { sessionId, landing }: SignInContext,
  _: unknown,
  ports: FlowPorts,
): Promise<SignInStep> {
  await ports.activate(sessionId ?? landing?.sessionId ?? '')
  return {}
}
