import { KeywrightConfigError, readEnvironment } from '@keywright/backend'
import { readAppearance } from '@keywright/js/appearance'
import { ClientProvider, type ClientProviderProps } from '../client/provider.tsx'
import type { PublicEnvironment } from '../client/public-environment.ts'
import { auth } from '../server/auth.ts'
import { initialStateOf } from '../server/initial-state.ts'
import { forgetPages } from './forget-pages.ts'
import { setProviderOptions } from './provider-options.ts'
import { withoutAbsent } from './without-absent.ts'

export type KeywrightProviderProps = Omit<
  ClientProviderProps,
  '__keywright_state' | 'forgetPages' | 'keywright' | 'initialState' | 'ui'
>

/** Makes the client known to everything inside: once, around the app, in its layout. */
export async function KeywrightProvider({ dynamic = false, ...props }: KeywrightProviderProps) {
  const options = { publishableKey: '', ...shownEnvironment(), ...withoutAbsent(props) }
  const { publishableKey } = options
  if (!publishableKey)
    throw new KeywrightConfigError(
      'publishable_key_missing',
      'no publishable key is set. Set NEXT_PUBLIC_KEYWRIGHT_PUBLISHABLE_KEY; `keywright keys --env keywright-next` prints it.',
    )
  setProviderOptions({ ...options, publishableKey, appearance: readAppearance(options.appearance) })
  const initialState = dynamic ? initialStateOf(await auth({ treatPendingAsSignedOut: false })) : undefined
  return <ClientProvider {...options} initialState={initialState} forgetPages={forgetPages} />
}

/** Read while the server runs, so that one build serves everywhere. Nothing secret is among it. */
function shownEnvironment(): PublicEnvironment {
  const { publishableKey, url, proxyUrl, signInUrl, signUpUrl } = readEnvironment()
  return withoutAbsent({ publishableKey, url, proxyUrl, signInUrl, signUpUrl }) as PublicEnvironment
}
