/**
 * Client and components in one file, for pages without a bundler, as a Keywright server serves it:
 * `<script type="module" src="https://…/npm/@keywright/ui@latest/keywright.js" data-keywright-publishable-key="pk_…">`.
 * The client is `window.Keywright` from then on, and the elements of `elements.ts` are known.
 */
import { createKeywright, type Keywright, type KeywrightOptions } from '@keywright/js/light'
import { defineElements } from './elements.ts'

/** Makes the client of this page. Calls go to the server that this file came from, unless another is named. */
export function start(options: KeywrightOptions): Keywright {
  const keywright = createKeywright({
    url: serverOf(import.meta.url),
    ui: () => import('./index.ts'),
    ...options,
  })
  Object.assign(globalThis, { Keywright: keywright })
  defineElements(keywright)
  keywright.load().catch((error: unknown) => reportError(error))
  return keywright
}

/** The address above `/npm/`: of the server, or of an app's proxy before it. */
function serverOf(fileUrl: string): string | undefined {
  const { origin, pathname } = new URL(fileUrl)
  const end = pathname.lastIndexOf('/npm/')
  return end < 0 ? undefined : origin + pathname.slice(0, end)
}

const tag = document.querySelector<HTMLScriptElement>('script[data-keywright-publishable-key]')
if (tag) {
  const { keywrightPublishableKey = '', keywrightUrl, keywrightSignInUrl, keywrightSignUpUrl } = tag.dataset
  const given = { url: keywrightUrl, signInUrl: keywrightSignInUrl, signUpUrl: keywrightSignUpUrl }
  const named = Object.entries(given).filter(([, value]) => value !== undefined)
  start({ publishableKey: keywrightPublishableKey, ...Object.fromEntries(named) })
}
