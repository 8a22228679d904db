/** What a page sees of the client, and what the client asks of whoever draws. */
import type { Environment } from '@keywright/contract'
import type { z } from 'zod'
import type { CenterEvents, Resources } from './client/session-center.ts'
import type { MountedKind, MountedName, OpenedKind, OpenedName } from './components/component-kinds.ts'
import type { Emitter } from './emitter.ts'
import type { ClientState, FlowApi } from './flows/flow-api.ts'
import type { CreateOrganizationParams, OrganizationResource } from './resources/organization.ts'
import type { GetTokenOptions, SessionResource } from './resources/session.ts'
import type { SignInResource } from './resources/sign-in.ts'
import type { SignUpResource } from './resources/sign-up.ts'

export interface KeywrightOptions {
  publishableKey: string
  /** Where the Keywright server is. Absent: `KEYWRIGHT_URL`, in development port 3900 of this machine, else the host in the key. */
  url?: string | undefined
  /** A path of the app, or a URL, that forwards to the server. */
  proxyUrl?: string | undefined
  /** The components, loaded when the first one of a kind is shown: `() => import('@keywright/ui')`. */
  ui?: ((kind: MountedKind | OpenedKind) => Promise<UiModule>) | undefined
  /** Answers that the page's server has written into it, by path, such as `/v1/environment`: the first call there is spared. */
  seed?: Readonly<Record<string, unknown>> | undefined
  /** Pages of the app; absent: the account portal's. */
  signInUrl?: string | undefined
  signUpUrl?: string | undefined
  userProfileUrl?: string | undefined
  /** Where to go after a sign-in, whatever was asked for; `fallback`: where nothing was. */
  signInForceRedirectUrl?: string | undefined
  signInFallbackRedirectUrl?: string | undefined
  signUpForceRedirectUrl?: string | undefined
  signUpFallbackRedirectUrl?: string | undefined
  afterSignOutUrl?: string | undefined
  /** Origins beside the app's own to which somebody may be sent, or patterns of them. */
  allowedRedirectOrigins?: readonly (string | RegExp)[] | undefined
  /** Pages for what a pending session still asks for, by the key of the task. */
  taskUrls?: Readonly<Record<string, string>> | undefined
  /** The app's router, for pages of its own; absent: the browser loads them. */
  routerPush?: ((url: string) => unknown) | undefined
  /** Handed to components as they are. */
  appearance?: object | undefined
  localization?: object | undefined
}

/** `degraded`: the server did not answer everything yet; whoever was signed in stays so. */
export type Status = 'loading' | 'ready' | 'degraded' | 'error'

/** What an app must know of its instance, as the Frontend API writes it. */
export type EnvironmentState = z.output<typeof Environment>

export interface RedirectOptions {
  /** Where to go afterwards; absent: back to this page. */
  redirectUrl?: string | undefined
}

export interface AfterAuthProps {
  forceRedirectUrl?: string | null | undefined
  fallbackRedirectUrl?: string | null | undefined
}

export interface SetActiveParams {
  /** A session or its id; `null`: nobody; absent: the one that is active. */
  session?: SessionResource | string | null
  /** An organization, its id or its slug; `null`: the personal account; absent: the one the session is in. */
  organization?: OrganizationResource | string | null
  /** Where to go afterwards; other origins only where they are allowed. */
  redirectUrl?: string
  /** Runs once server and cookies are changed, and before this page hears of it. */
  beforeEmit?: (session: SessionResource | null) => unknown
  /** Leads on, in place of `redirectUrl`. */
  navigate?: (params: { session: SessionResource }) => unknown
}

export interface SignOutOptions {
  /** Absent: everybody on this browser. */
  sessionId?: string
  redirectUrl?: string
}

export interface SessionVerbs {
  setActive(params: SetActiveParams): Promise<void>
  /** Leads to `afterSignOutUrl`, or runs the callback in its place. */
  signOut(options?: SignOutOptions): Promise<void>
  signOut(callback: () => unknown, options?: SignOutOptions): Promise<void>
}

export interface OrganizationClientVerbs {
  /** Who makes one is in it, but works on where they are: `setActive` goes there. */
  createOrganization(params: CreateOrganizationParams): Promise<OrganizationResource>
  getOrganization(organizationId: string): Promise<OrganizationResource>
}

/** What is fetched with the first call of one. */
export interface ClientVerbs extends SessionVerbs, OrganizationClientVerbs {}

type MountVerbs = {
  [Name in MountedName as `mount${Name}`]: (node: HTMLElement, props?: ComponentProps) => void
}
type UnmountVerbs = { [Name in MountedName as `unmount${Name}`]: (node: HTMLElement) => void }
type OpenVerbs = { [Name in OpenedName as `open${Name}`]: (props?: ComponentProps) => void }
type CloseVerbs = { [Name in OpenedName as `close${Name}`]: () => void }

/** `mountSignIn`, `openSignIn` and all the others. */
export interface ComponentVerbs extends MountVerbs, UnmountVerbs, OpenVerbs, CloseVerbs {
  /** Shows a component in an element; what the mounting verbs do, with a handle. */
  mountComponent(kind: MountedKind, node: HTMLElement, props?: ComponentProps): ComponentHandle
}

/** What a component is given: its own documented properties. */
export type ComponentProps = Readonly<Record<string, unknown>>

/** A component that is shown. */
export interface ComponentHandle {
  update(props: ComponentProps): void
  /** Takes it off the page; nothing happens the second time. */
  unmount(): void
}

/** All that components need of the client. They fetch nothing themselves. */
export interface ComponentHost {
  readonly api: FlowApi
  readonly environment: EnvironmentState
  /** Who is signed in, as the server writes it. */
  readonly client: ClientState | null
  /** The session that is active on this page. */
  readonly sessionId: string | null
  /** The organization it is in on this page; `null`: the personal account. */
  readonly organizationId: string | null
  /** Told whenever one of them has changed. */
  subscribe(listener: () => void): () => void
  /** Makes a session, or an organization in it, the active one; with `redirectUrl` the page goes on there. */
  setActive(input: {
    session?: string
    organization?: string | null
    redirectUrl?: string | undefined
  }): Promise<void>
  /** Ends the sessions of this browser, or one of them, and stays on the page. */
  signOut(options?: { sessionId?: string }): Promise<void>
  /** Goes to another page. Foreign origins only where they are allowed. */
  navigate(url: string): void
  /** Where the server is. */
  readonly frontendUrl: string
  readonly signInUrl: string
  readonly signUpUrl: string
  readonly userProfileUrl: string
  readonly afterSignOutUrl: string
  /** Where whoever sent the visitor here wants them back, if that is an allowed place. */
  readonly redirectUrl?: string | undefined
}

/** Whoever draws: `@keywright/ui`, or something else of this shape. */
export interface UiModule {
  /** Shows a component in an element. HTML that a server rendered there is taken over, not replaced. */
  mount(
    kind: MountedKind,
    node: HTMLElement,
    props: ComponentProps,
    host: ComponentHost,
  ): { update(props: object): void; unmount(): void }
  /** Opens a component over the page. */
  open(kind: OpenedKind, props: ComponentProps, host: ComponentHost): { close(): void }
}

export interface KeywrightEvents extends CenterEvents {
  status: Status
  environment: EnvironmentState
}

export interface Keywright extends ClientVerbs, ComponentVerbs, PageVerbs, SsoVerbs, Resources {
  readonly options: KeywrightOptions
  readonly status: Status
  /** Whether it is known who is signed in. */
  readonly loaded: boolean
  /** What must be known of the instance; `undefined` until the server has said it. */
  readonly environment: EnvironmentState | undefined
  /** The client as the server writes it, for flows. */
  readonly clientState: ClientState | null | undefined
  /** All that is known of who is signed in. The same object until something changes. */
  readonly resources: Resources
  /** The attempts of this browser; before it is known who is signed in, none has begun. */
  readonly signIn: SignInResource
  readonly signUp: SignUpResource
  readonly isSignedIn: boolean
  /** How flows and components call the server. */
  readonly api: FlowApi
  /** Asks the server for all there is to know. The second call waits for the first. */
  load(): Promise<void>
  /** A token of the active session; `null` when nobody is signed in. */
  getToken(options?: GetTokenOptions): Promise<string | null>
  /** Calls the listener now, if it is known who is signed in, and at every change. Returns how to stop. */
  addListener(listener: (resources: Resources) => void, options?: { skipInitialEmit?: boolean }): () => void
  on: Emitter<KeywrightEvents>['on']
  off: Emitter<KeywrightEvents>['off']
  /** Stops timers and listeners, for pages that outlive it. */
  dispose(): void
}

/** Where a page that a provider leads back to goes on; absent: at the app's pages to sign in and up. */
export interface RedirectCallbackParams {
  signInUrl?: string | undefined
  signUpUrl?: string | undefined
  firstFactorUrl?: string | undefined
  secondFactorUrl?: string | undefined
  resetPasswordUrl?: string | undefined
  continueSignUpUrl?: string | undefined
  verifyEmailAddressUrl?: string | undefined
  signInForceRedirectUrl?: string | null | undefined
  signInFallbackRedirectUrl?: string | null | undefined
  signUpForceRedirectUrl?: string | null | undefined
  signUpFallbackRedirectUrl?: string | null | undefined
  /** Whether somebody without an account signs up with what the provider said; by default they do. */
  transferable?: boolean | undefined
  /** What the app keeps of whoever signs up. */
  unsafeMetadata?: Record<string, unknown> | undefined
  /** Asks the server for the attempt first. */
  reloadResource?: 'signIn' | 'signUp' | undefined
}

type Navigate = (url: string) => unknown

export interface SsoVerbs {
  /** Done by the page that a provider leads back to: signs in, signs up, or leads to where something is still asked for. */
  handleRedirectCallback(params?: RedirectCallbackParams, customNavigate?: Navigate): Promise<void>
  /** Takes what Google’s script gave the page; signs up where nobody has an account. */
  authenticateWithGoogleOneTap(params: {
    token: string
    legalAccepted?: boolean
  }): Promise<SignInResource | SignUpResource>
  /** Leads on after it. */
  handleGoogleOneTapCallback(
    signInOrUp: SignInResource | SignUpResource,
    params?: RedirectCallbackParams,
    customNavigate?: Navigate,
  ): Promise<void>
}

export interface PageVerbs {
  buildSignInUrl(params?: RedirectOptions): string
  buildSignUpUrl(params?: RedirectOptions): string
  buildUserProfileUrl(): string
  buildAfterSignInUrl(props?: AfterAuthProps): string
  buildAfterSignUpUrl(props?: AfterAuthProps): string
  buildAfterSignOutUrl(): string
  redirectToSignIn(params?: RedirectOptions): Promise<void>
  redirectToSignUp(params?: RedirectOptions): Promise<void>
  redirectToUserProfile(): Promise<void>
  redirectToAfterSignIn(): Promise<void>
  redirectToAfterSignUp(): Promise<void>
  redirectToAfterSignOut(): Promise<void>
  /** Goes to a page of the app by its router, to others by the browser; foreign ones are refused. */
  navigate(url: string): Promise<void>
}
