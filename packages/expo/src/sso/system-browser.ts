/** The browser of the phone, over the app: where providers are signed in with. On the web it is a window over the page. */

/** How it ended, as `expo-web-browser` says: `cancel` by the person, `dismiss` by the app, `locked` while another is open. */
export type AuthSessionResult =
  | { type: 'success'; url: string }
  | { type: 'cancel' | 'dismiss' | 'opened' | 'locked' }

/** As much of what `openAuthSessionAsync` takes as matters to a sign-in. */
export interface AuthSessionOptions {
  /** Android: whether the browser stays among the recent apps. */
  showInRecents?: boolean
  /** iOS: whether it begins without the cookies of the phone’s browser. */
  preferEphemeralSession?: boolean
}

export interface SystemBrowser {
  /** Where a screen of the app is reached from outside: `acme://sso-callback`. */
  urlOf(path: string): string
  /** Resolves once the browser is led back to `redirectUrl`, or was closed. */
  open(url: string, redirectUrl: string, options?: AuthSessionOptions): Promise<AuthSessionResult>
}
