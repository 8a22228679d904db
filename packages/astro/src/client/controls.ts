/** Parts of a page that depend on who is there, where the page itself was drawn for nobody in particular. */
import type { Keywright, RedirectCallbackParams, RedirectOptions } from '@keywright/js'
import {
  type Audience,
  type InitialState,
  isFor,
  pageOfTask,
  readAuth,
  urlsOfButton,
} from '@keywright/js/binding'

interface Shown {
  when?: Audience
  /** Shown to everybody else. */
  isFallback?: boolean
  treatPendingAsSignedOut?: boolean
  /** Shown while the client is so. */
  statuses?: string[]
}

export function showParts(keywright: Keywright, initialState: InitialState | undefined): void {
  const { resources } = keywright
  for (const node of document.querySelectorAll<HTMLElement>('[data-keywright-show]')) {
    const shown = JSON.parse(node.dataset.keywrightShow ?? '{}') as Shown
    const { when = 'signed-in', isFallback = false, treatPendingAsSignedOut, statuses } = shown
    const auth = readAuth(keywright, { resources, initialState }, { treatPendingAsSignedOut })
    const isThere = statuses
      ? statuses.includes(keywright.status)
      : auth.isLoaded && isFor(when, auth) !== isFallback
    node.hidden = !isThere
    node.style.display = isThere ? 'contents' : ''
  }
}

type Act = 'sign-in' | 'sign-up' | 'sign-out' | 'user-profile' | 'tasks' | 'callback' | 'one-tap'

interface Button extends Record<string, unknown> {
  act: Act
  mode?: 'redirect' | 'modal'
}

/** Whatever stands inside of a button acts when it is clicked, after what it does itself. */
export function followClicks(keywright: Keywright): void {
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null
    const node = target?.closest<HTMLElement>('[data-keywright-act]')
    if (!node || event.defaultPrevented) return
    event.preventDefault()
    act(keywright, JSON.parse(node.dataset.keywrightAct ?? '') as Button).catch((error: unknown) =>
      reportError(error),
    )
  })
}

async function act(keywright: Keywright, { act: what, mode, ...options }: Button): Promise<void> {
  if (what === 'sign-out') return await keywright.signOut(options)
  if (mode !== 'modal') return await leave(keywright, what, urlsOfButton(options))
  if (what === 'sign-in') keywright.openSignIn(options)
  else keywright.openSignUp(options)
}

export async function leaveWhereAsked(keywright: Keywright): Promise<void> {
  const node = document.querySelector<HTMLElement>('[data-keywright-redirect]')
  if (!node) return
  const { to, ...options } = JSON.parse(node.dataset.keywrightRedirect ?? '') as { to: Act } & RedirectOptions
  await leave(keywright, to, options)
}

async function leave(keywright: Keywright, to: Act, options: RedirectOptions): Promise<void> {
  if (to === 'sign-up') return await keywright.redirectToSignUp(options)
  if (to === 'user-profile') return await keywright.redirectToUserProfile()
  if (to === 'callback') return await keywright.handleRedirectCallback(options as RedirectCallbackParams)
  if (to === 'one-tap') return keywright.openGoogleOneTap({ ...options })
  if (to !== 'tasks') return await keywright.redirectToSignIn(options)
  const url = pageOfTask(keywright)
  if (url !== undefined) await keywright.navigate(url)
}
