import type { SystemBrowser } from './system-browser.ts'

/** Both are optional: an app without providers installs neither. */
export async function loadBrowser(): Promise<SystemBrowser> {
  try {
    const [{ openAuthSessionAsync }, { createURL }] = await Promise.all([
      import('expo-web-browser'),
      import('expo-linking'),
    ])
    return { open: openAuthSessionAsync, urlOf: (path) => createURL(path) }
  } catch (cause) {
    throw new TypeError(
      'Keywright: useSSO opens the system’s browser. Run `npx expo install expo-web-browser expo-linking`, and build the app anew.',
      { cause },
    )
  }
}
