import type { RedirectCallbackParams, RedirectOptions, Status } from '@keywright/js'
import {
  type Audience,
  audienceOf,
  type GoogleOneTapProps,
  handleSsoCallback,
  isFor,
  type Protection,
  pageOfTask,
  type SsoCallbackLeads,
} from '@keywright/js/binding'
import { type ReactNode, useEffect, useRef } from 'react'
import { useKeywright, useStatus } from './keywright-context.ts'
import { type AuthOptions, useAuth } from './use-auth.ts'

export interface ShowProps extends AuthOptions {
  /** For whom the children are. A browser can be made to show anything: what matters is decided on a server. */
  when: Audience
  /** For everybody else, once it is known who is there. */
  fallback?: ReactNode
  children?: ReactNode
}

/** Shows its children to those they are for, and nothing until it is known who is there. */
export function Show({ when, fallback = null, children, treatPendingAsSignedOut }: ShowProps) {
  const auth = useAuth({ treatPendingAsSignedOut })
  if (!auth.isLoaded) return null
  return isFor(when, auth) ? children : fallback
}

interface GuardProps extends AuthOptions {
  children?: ReactNode
}

export function SignedIn(props: GuardProps) {
  return <Show when="signed-in" {...props} />
}

export function SignedOut(props: GuardProps) {
  return <Show when="signed-out" {...props} />
}

export interface ProtectProps extends GuardProps, Protection {
  fallback?: ReactNode
}

/** Shows its children to those who may; without any condition, to whoever is signed in. */
export function Protect({
  condition,
  role,
  permission,
  feature,
  plan,
  reverification,
  ...props
}: ProtectProps) {
  const when = audienceOf({ condition, role, permission, feature, plan, reverification })
  return <Show when={when} {...props} />
}

interface ChildrenProps {
  children?: ReactNode
}

function useIs(...statuses: Status[]): boolean {
  return statuses.includes(useStatus())
}

/** Shown once it is known who is there. */
export function KeywrightLoaded({ children }: ChildrenProps) {
  return useIs('ready', 'degraded') ? children : null
}

export function KeywrightLoading({ children }: ChildrenProps) {
  return useIs('loading') ? children : null
}

/** Shown while the server does not answer everything; whoever was signed in stays so. */
export function KeywrightDegraded({ children }: ChildrenProps) {
  return useIs('degraded') ? children : null
}

export function KeywrightFailed({ children }: ChildrenProps) {
  return useIs('error') ? children : null
}

/** Leads to the sign-in page, and back here afterwards. */
export function RedirectToSignIn(params: RedirectOptions) {
  const keywright = useKeywright()
  return useLeaving(() => keywright.redirectToSignIn(params))
}

/** Leads to the sign-up page, and back here afterwards. */
export function RedirectToSignUp(params: RedirectOptions) {
  const keywright = useKeywright()
  return useLeaving(() => keywright.redirectToSignUp(params))
}

export function RedirectToUserProfile() {
  const keywright = useKeywright()
  return useLeaving(() => keywright.redirectToUserProfile())
}

/** Leads to where the session does what it is still asked for; stays where nothing is asked. */
export function RedirectToTasks() {
  const keywright = useKeywright()
  return useLeaving(async () => {
    const url = pageOfTask(keywright)
    if (url !== undefined) await keywright.navigate(url)
  })
}

/** The page that a provider leads back to: signs in, signs up, or leads to where something is still asked for. */
export function AuthenticateWithRedirectCallback(params: RedirectCallbackParams) {
  const keywright = useKeywright()
  return useLeaving(() => keywright.handleRedirectCallback(params))
}

/** The same where the app leads on by itself. */
export function HandleSSOCallback(props: SsoCallbackLeads) {
  const keywright = useKeywright()
  return useLeaving(() => handleSsoCallback(keywright, props))
}

/** Google’s own prompt, over the page, as long as this is on it. */
export function GoogleOneTap(props: GoogleOneTapProps) {
  const keywright = useKeywright()
  const isLoaded = useIs('ready', 'degraded')
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it was opened with holds until it is gone.
  useEffect(() => {
    if (!isLoaded) return
    keywright.openGoogleOneTap({ ...props })
    return () => keywright.closeGoogleOneTap()
  }, [isLoaded])
  return null
}

/** Once the client is loaded: where to go may be for the instance to say. */
function useLeaving(leave: () => Promise<void>): null {
  const isLoaded = useIs('ready', 'degraded')
  const hasLeft = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: leaving once is enough, whatever is drawn meanwhile.
  useEffect(() => {
    if (!isLoaded || hasLeft.current) return
    hasLeft.current = true
    leave().catch((error: unknown) => reportError(error))
  }, [isLoaded])
  return null
}
