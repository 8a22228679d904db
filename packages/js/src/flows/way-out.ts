import type { SsoUrls } from './social.ts'

/** A way to a provider and back. It is begun while somebody presses a button: at no other time do browsers open windows. */
export interface WayOut {
  urls: SsoUrls
  /** Resolves once somebody is back on the page as it was; with the session that they came back with, if they did. */
  go(url: string): Promise<string | undefined>
  /** Nobody goes after all. */
  giveUp?(): void
}
