import { readEnvironment } from '@keywright/backend'
import { findApiUrl } from '@keywright/backend/internal'
import type { HostProps } from '@keywright/react'
import { renderSignIn, renderSignUp } from '@keywright/ui/server'
import type { FirstStep } from '../client/form-hosts.tsx'
import { findKnownRequest } from '../server/auth.ts'
import { providerOptions } from './provider-options.ts'
import { withoutAbsent } from './without-absent.ts'

type EnvironmentWire = Parameters<typeof renderSignIn>[0]

/** How an instance signs people in changes rarely; whoever changes it sees it a minute later at the latest. */
const environmentSeconds = 60
/** A page does not wait for a picture that the browser can draw by itself. */
const waitMilliseconds = 1_500

/** The HTML of a component; `undefined` where the server could not be asked, and then the browser draws it. */
export async function renderFirstStep(
  kind: 'sign-in' | 'sign-up',
  { fallback: _fallback, rendered, ...props }: HostProps,
): Promise<FirstStep | undefined> {
  if (rendered) return rendered
  const { publishableKey, url, signInUrl, signUpUrl, appearance, localization } = providerOptions()
  const environment = await fetchEnvironment(publishableKey, url)
  if (!environment) return undefined
  // Only the page for the other way in is named, as the client does it.
  const other =
    kind === 'sign-in'
      ? { signUpUrl: await leadingBack(signUpUrl) }
      : { signInUrl: await leadingBack(signInUrl) }
  const own: object = withoutAbsent({ appearance, localization, ...other, ...props })
  const { html, theme } = kind === 'sign-in' ? renderSignIn(environment, own) : renderSignUp(environment, own)
  return { html, theme }
}

/** Whoever changes their mind between the two is still wanted where they came from. The page that it leads to decides whether. */
async function leadingBack(url: string | undefined): Promise<string | undefined> {
  if (!url) return undefined
  const page = new URL((await findKnownRequest())?.signIn.baseUrl ?? 'http://localhost')
  const asked = page.searchParams.get('redirect_url')
  return asked ? `${url}${url.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(asked)}` : url
}

async function fetchEnvironment(
  publishableKey = '',
  url: string | undefined,
): Promise<EnvironmentWire | undefined> {
  const server = findApiUrl({ apiUrl: readEnvironment().apiUrl, url, publishableKey })
  const query = new URLSearchParams({ _publishable_key: publishableKey })
  const init = {
    next: { revalidate: environmentSeconds },
    signal: AbortSignal.timeout(waitMilliseconds),
  } as RequestInit
  try {
    const response = await fetch(`${server}/v1/environment?${query}`, init)
    return response.ok ? ((await response.json()) as EnvironmentWire) : undefined
  } catch (error) {
    // Next.js ends a static rendering by an error of its own, which is not ours to keep.
    if (typeof (error as { digest?: unknown }).digest === 'string') throw error
    return undefined
  }
}
