import type { AskApple } from './start-apple-flow.ts'

/** By `expo-apple-authentication`, which is optional: an app without it never comes here. */
export const askApple: AskApple = async () => {
  const apple = await loadApple()
  if (!(await apple.isAvailableAsync()))
    throw new TypeError('Keywright: signing in with Apple is for iOS, with the capability in the app.')
  const { FULL_NAME, EMAIL } = apple.AppleAuthenticationScope
  try {
    const { identityToken, fullName } = await apple.signInAsync({ requestedScopes: [FULL_NAME, EMAIL] })
    if (identityToken === null) throw new TypeError('Keywright: Apple has sent no token.')
    return {
      token: identityToken,
      firstName: fullName?.givenName ?? null,
      lastName: fullName?.familyName ?? null,
    }
  } catch (error) {
    if (isCancelled(error)) return undefined
    throw error
  }
}

async function loadApple() {
  try {
    return await import('expo-apple-authentication')
  } catch (cause) {
    throw new TypeError(
      'Keywright: run `npx expo install expo-apple-authentication`, and build the app anew.',
      { cause },
    )
  }
}

const isCancelled = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_REQUEST_CANCELED'
