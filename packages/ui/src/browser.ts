/**
 * Client and components in one file, for pages without a bundler, as a Keywright server serves it:
 * `<script type="module" src="https://…/npm/@keywright/ui@latest/keywright.js" data-keywright-publishable-key="pk_…">`.
 * The client is `window.Keywright` from then on, and the elements of `elements.ts` are known. With the attributes of tutorials
 * (`data-clerk-publishable-key`) it is `window.Clerk` as well.
 */
import { createKeywright, type Keywright, type KeywrightOptions } from '@keywright/js/light'
import { defineElements } from './elements.ts'

/** Makes the client of this page. Calls go to the server that this file came from, unless another is named. */
export function start(options: KeywrightOptions): Keywright {
  const keywright = createKeywright({
    url: serverOf(import.meta.url),
    ui: loadUi,
    ...options,
  })
  Object.assign(globalThis, { Keywright: keywright, Clerk: keywright })
  defineElements(keywright)
  // Forms of the page's own bring code that no other page needs.
  if (document.querySelector('[kw-flow]')) void import('./attributes/page-forms.ts')
  keywright.load().catch((error: unknown) => reportError(error))
  return keywright
}

type LoadUi = NonNullable<KeywrightOptions['ui']>

/** Brings what a component is drawn with, and its styles beside it: nothing of the other components. */
const loadUi: LoadUi = (kind) => {
  const isOfUser = !kind.startsWith('sign-')
  askFor(
    // The button and the picture of a user, and the switcher: by what their names alone have.
    /tt|r$/.test(kind) ? 'user-styles.css' : 'styles.css',
    'preload',
    'style',
  )
  if (!isOfUser) askFor(`${kind}.app.js`, 'modulepreload')
  return (isOfUser ? import('./user.ts') : import('./index.ts')) as ReturnType<LoadUi>
}

/** What will be needed comes ahead; a page that has it already is sent nothing more. */
function askFor(file: string, rel: string, as = ''): void {
  const { href } = new URL(file, import.meta.url)
  document.head.append(Object.assign(document.createElement('link'), { rel, as, href }))
}

/** The address above `/npm/`: of the server, or of an app's proxy before it. */
function serverOf(fileUrl: string): string | undefined {
  return /^([^?#]*)\/npm\//.exec(fileUrl)?.[1]
}

/** Each attribute of the tag is the option of its name: `data-keywright-sign-in-url` is `signInUrl`. */
const tag = document.querySelector<HTMLScriptElement>(
  'script[data-keywright-publishable-key],script[data-clerk-publishable-key]',
)
if (tag) {
  const named = Object.entries(tag.dataset).map(([name, value]) => [
    name.replace(/^(?:keywright|clerk)(.)/, (_, letter: string) => letter.toLowerCase()),
    value,
  ])
  start(Object.fromEntries(named) as KeywrightOptions)
}
