/** Components as text, for servers: pure functions of the environment, without a request and without a document. */
import type { EnvironmentWire } from '@keywright/contract'
import type { ClientState } from '@keywright/js/flows'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { customProperties } from './app/apply-looks.ts'
import { AuthApp } from './app/auth-app.tsx'
import type { ComponentKind, SignInProps, SignUpProps } from './app/component-props.ts'
import type { FlowModule } from './app/flow-module.ts'
import { hasProviders } from './app/has-providers.ts'
import * as user from './app/render-user.tsx'
import { createMemoryRouter } from './app/router.ts'
import { flow as signIn } from './flows/sign-in/sign-in.app.tsx'
import { flow as signUp } from './flows/sign-up/sign-up.app.tsx'
import { walletPart } from './flows/social/with-wallets.ts'
import type { Person } from './flows/user-button/person.ts'
import type { UserAvatarProps, UserButtonProps } from './flows/user-button/user-button.props.ts'
import type { PlainOutcome, PlainRequest } from './plain/run-plain.ts'
import * as plain from './plain/run-plain.ts'
import type { UiHost } from './ui-host.ts'

/** Takes a flow one step further for a browser without scripts, or shows where it stands. */
export function runPlain(request: PlainRequest): Promise<PlainOutcome> {
  return plain.runPlain(request)
}

/** The button of somebody who is signed in, from what a session token says of them: seen before any code has come. */
export function renderUserButton(person: Person, props: UserButtonProps = {}): { html: string } {
  return user.renderUserButton(person, props)
}

/** The picture of somebody who is signed in. */
export function renderUserAvatar(person: Person, props: UserAvatarProps = {}): { html: string } {
  return user.renderUserAvatar(person, props)
}

/** What a server puts into its page. */
export interface Rendered {
  /** The component: goes into the element it is mounted on. */
  html: string
  /** What the component was made of, for the page to begin with, as JSON that is safe inside a `script` element. */
  seed: string
  /** Stylesheets, below the folder the package is served from. */
  css: readonly string[]
  /** Modules that are needed at once, there. */
  preload: readonly string[]
  /** The variables of the appearance as a rule, for a stylesheet of the page; empty when there are none. */
  theme: string
}

const modules: Record<ComponentKind, FlowModule> = { 'sign-in': signIn, 'sign-up': signUp }

/** `client`: who is signed in on the browser, where the server knows. */
export function renderSignIn(
  environment: EnvironmentWire,
  props: SignInProps = {},
  client: ClientState | null = null,
): Rendered {
  return renderComponent('sign-in', { environment, client }, props)
}

export function renderSignUp(
  environment: EnvironmentWire,
  props: SignUpProps = {},
  client: ClientState | null = null,
): Rendered {
  return renderComponent('sign-up', { environment, client }, props)
}

type Known = Pick<UiHost, 'environment' | 'client'>

function renderComponent(kind: ComponentKind, known: Known, props: SignInProps & SignUpProps): Rendered {
  const id = `kw-${kind}`
  const { appearance = {}, localization } = props
  const isSocial = hasProviders(known.environment)
  const app = h(AuthApp, {
    ...{ kind, id, props, social: isSocial ? walletPart : undefined },
    host: inertHost(known),
    router: createMemoryRouter(),
    landing: null,
    takesFocus: false,
    first: { kind, module: modules[kind] },
    load: () => Promise.reject(new Error('Keywright: a server renders the first step only.')),
  })
  const attributes = {
    class: 'kw-root',
    'data-id': id,
    lang: localization?.locale ?? 'en',
    dir: localization?.direction ?? 'ltr',
    'data-theme': appearance.theme,
    'data-density': appearance.density === 'compact' ? 'compact' : undefined,
  }
  return {
    html: renderToString(h('div', attributes, app)),
    seed: JSON.stringify({ environment: known.environment }).replace(/</g, '\\u003c'),
    css: ['styles.css'],
    preload: ['index.js', `${kind}.app.js`, ...(isSocial ? ['social.js'] : [])],
    theme: themeOf(id, appearance),
  }
}

/** Values are the host's own; what could end the rule or the element is left out all the same. */
function themeOf(id: string, appearance: NonNullable<SignInProps['appearance']>): string {
  const declarations = customProperties(appearance).filter(([, value]) => !/[;{}<]/.test(value))
  if (declarations.length === 0) return ''
  return `.kw-root[data-id="${id}"]{${declarations.map(([name, value]) => `${name}:${value}`).join(';')}}`
}

/** A first step asks nothing of the world. */
function inertHost({ environment, client }: Known): UiHost {
  const { display_config: display } = environment
  const refuse = () =>
    Promise.reject(new Error('Keywright: nothing can be asked for while a server renders.'))
  return {
    ...{ environment, client, sessionId: null },
    frontendUrl: '',
    ...{ signInUrl: display.sign_in_url, signUpUrl: display.sign_up_url },
    ...{ userProfileUrl: display.user_profile_url, afterSignOutUrl: display.after_sign_out_all_url },
    api: { send: refuse },
    subscribe: () => () => undefined,
    setActive: refuse,
    signOut: refuse,
    navigate: () => undefined,
  }
}
