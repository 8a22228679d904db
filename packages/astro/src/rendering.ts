/** What the components of `@keywright/astro/components` ask while a page is drawn. */
import type { AuthOptions } from '@keywright/adapter-core'
import type { MountedKind } from '@keywright/js'
import { type Audience, isFor } from '@keywright/js/binding'
import { renderSignIn, renderSignUp } from '@keywright/ui/server'
import { findInstanceEnvironment } from './rendering/environment.ts'
import type { KeywrightLocals } from './server/locals.ts'

export { audienceOf } from '@keywright/js/binding'

type Locals = Partial<KeywrightLocals>

/** JSON that stays within the element, or the attribute, it is written in. */
export const safeJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/** What a page tells its client, as JSON; nothing where the page is drawn for nobody in particular. */
export const pageStateOf = ({ keywrightAuth }: Locals): string | undefined =>
  keywrightAuth && safeJson(keywrightAuth)

/** The first HTML of a component; empty where the browser draws it. */
export async function renderFirst(
  kind: MountedKind,
  props: object,
  { locals, url }: { locals: Locals; url: URL },
): Promise<string> {
  if (kind !== 'sign-in' && kind !== 'sign-up') return ''
  const environment = await findInstanceEnvironment()
  if (!environment) return ''
  const { signInUrl, signUpUrl } = locals.keywrightAuth ?? {}
  // Only the page for the other way in is named, as the client does it.
  const other = (page: string) => leadingBack(page, url)
  if (kind === 'sign-in')
    return renderSignIn(environment, { ...(signUpUrl && { signUpUrl: other(signUpUrl) }), ...props }).html
  return renderSignUp(environment, { ...(signInUrl && { signInUrl: other(signInUrl) }), ...props }).html
}

/** Whoever changes their mind on the way is still wanted back; whether they may be sent there is asked when they are. */
function leadingBack(page: string, url: URL): string {
  const back = url.searchParams.get('redirect_url')
  if (back === null) return page
  const [path, query = ''] = page.split('?', 2)
  const asked = new URLSearchParams(query)
  asked.set('redirect_url', back)
  return `${path}?${asked}`
}

/** Whether a part of the page is for who asks; `undefined`: the browser is to say. */
export function isShown(
  when: Audience,
  { auth }: Locals,
  { treatPendingAsSignedOut, isStatic }: AuthOptions & { isStatic?: boolean | undefined },
): boolean | undefined {
  if (isStatic) {
    // Written down for the browser it would be no condition at all, and everybody's.
    if (typeof when === 'function')
      throw new TypeError(
        'Keywright: a page that is drawn while the app is built cannot ask a function whom a part of it is for. Name the role or the permission.',
      )
    return undefined
  }
  if (!auth)
    throw new TypeError(
      'Keywright: nothing is known of this request. Write `export const onRequest = keywrightMiddleware()` in `src/middleware.ts`.',
    )
  const { userId, has } = auth({ treatPendingAsSignedOut })
  return isFor(when, {
    isSignedIn: Boolean(userId),
    has: (wanted) => has(wanted as Parameters<typeof has>[0]),
  })
}
