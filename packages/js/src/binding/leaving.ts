import type { Keywright, RedirectOptions } from '../interface.ts'

/** Where the session does what it is still asked for; `undefined` where nothing is asked. */
export function pageOfTask({ session, options }: Keywright): string | undefined {
  const task = session?.currentTask?.key
  if (task === undefined) return undefined
  const url = options.taskUrls?.[task]
  if (url === undefined) throw new TypeError(`Keywright: there is no page for "${task}" in taskUrls.`)
  return url
}

interface ButtonUrls {
  forceRedirectUrl?: string | undefined
  fallbackRedirectUrl?: string | undefined
}

/** What the button of a sign-in or sign-up says of where to go afterwards. */
export const urlsOfButton = ({ forceRedirectUrl, fallbackRedirectUrl }: ButtonUrls): RedirectOptions => ({
  redirectUrl: forceRedirectUrl ?? fallbackRedirectUrl,
})
