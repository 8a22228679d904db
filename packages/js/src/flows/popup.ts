/** The way to a provider in a window over the page, for pages that cannot be left (wire contract 8.4). */
import { KeywrightApiError } from '@keywright/client'
import { leavePage } from './leave-page.ts'
import type { SsoUrls } from './social.ts'
import type { WayOut } from './way-out.ts'

/** `auto`: a window where the page could not be left, else the page is left. */
export type OAuthFlow = 'auto' | 'redirect' | 'popup'

/** Hosts of previews, which show apps in frames of theirs; official SDKs open windows on the same ones. */
const previews =
  /\.(lovable\.app|lovableproject\.com|webcontainer-api\.io|vusercontent\.net|v0\.(dev|app)|lp\.dev|replit\.dev)$/

/** Whether a provider is gone to in a window. In a frame there is no other way: providers let nobody frame them. */
function opensPopup(flow: OAuthFlow = 'auto'): boolean {
  return flow === 'popup' || (flow === 'auto' && (self !== top || previews.test(location.hostname)))
}

/** What the end of a window said: who is signed in, or where it would go on. */
export interface Said {
  session?: string
  returnUrl?: string
}

/** Where a window ends: it tells the page to go on at its own address, or who is signed in, where that made a difference. */
export function popupUrls(
  frontendUrl: string,
  { redirect_url: returnUrl, action_complete_redirect_url: completeUrl }: SsoUrls,
): SsoUrls {
  const end = `${frontendUrl}/popup-callback`
  const back = `${end}?${new URLSearchParams({ return_url: returnUrl })}`
  return { redirect_url: back, action_complete_redirect_url: completeUrl === returnUrl ? back : end }
}

const lookEveryMilliseconds = 500

/** Sends a window to a provider, and gives what it says at its end; `undefined` once it was closed. */
export function sendPopup(popup: Window, url: string, frontendUrl: string): Promise<Said | undefined> {
  const { origin } = new URL(frontendUrl)
  popup.location.href = url
  return new Promise((resolve) => {
    let wasClosed = false
    const settle = (said?: Said) => {
      removeEventListener('message', onMessage)
      clearInterval(timer)
      popup.close()
      resolve(said)
    }
    // Nobody else is believed, whatever they say (HTML §9.3).
    const onMessage = (event: MessageEvent<{ session?: unknown; return_url?: unknown } | null>) => {
      if (event.source !== popup || event.origin !== origin) return
      const { session, return_url: returnUrl } = event.data ?? {}
      if (typeof session === 'string') settle({ session })
      else if (typeof returnUrl === 'string') settle({ returnUrl })
    }
    addEventListener('message', onMessage)
    const timer = setInterval(() => {
      // It speaks and closes at once: what it said may come a moment after it is gone.
      if (wasClosed) settle()
      wasClosed = popup.closed
    }, lookEveryMilliseconds)
  })
}

function openPopup(): Window {
  const popup = open('about:blank', '', 'popup,width=600,height=800')
  if (popup) return popup
  const error = { code: 'popup_blocked', message: 'The browser opened no window.' } as const
  throw new KeywrightApiError({ status: 0, errors: [error] })
}

/**
 * In this window, or in one over it. Of a window, whoever comes back without a session is led on by `goOn`; whoever closes it
 * stays.
 */
export function wayOut(
  flow: OAuthFlow | undefined,
  frontendUrl: string,
  urls: SsoUrls,
  goOn: (backAt: string) => Promise<unknown> = leavePage,
): WayOut {
  if (!opensPopup(flow)) return { urls, go: leavePage }
  const first = openPopup()
  return {
    urls: popupUrls(frontendUrl, urls),
    async go(url) {
      const said = await sendPopup(first.closed ? openPopup() : first, url, frontendUrl)
      if (said?.returnUrl) await goOn(urls.redirect_url)
      return said?.session
    },
    giveUp: () => first.close(),
  }
}
