import type { Channel, Page, Platform } from './platform.ts'

/** The browser as it is. Nothing is touched before it is asked for, so it may be made on a server. */
export function createBrowserPlatform(): Platform {
  return {
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    ticks: () => performance.now(),
    random: Math.random,
    sha1,
    schedule(milliseconds, run) {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
    page,
    cookies: {
      read: () => document.cookie,
      write(line) {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing where pages come by plain http.
        document.cookie = line
      },
    },
    openChannel,
  }
}

/** Browsers have none on pages that came by plain http from another machine. */
async function sha1(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-1', bytes)
  return digest ? new Uint8Array(digest) : (await import('../config/sha1.ts')).sha1(bytes)
}

const page: Page = {
  url: () => location.href,
  isVisible: () => document.visibilityState === 'visible',
  isOnline: () => navigator.onLine,
  leaveFor: (url) => location.assign(url),
  onWake(listener) {
    const stop = new AbortController()
    const options = { signal: stop.signal }
    for (const name of ['focus', 'online', 'pageshow']) addEventListener(name, listener, options)
    for (const name of ['visibilitychange', 'resume']) document.addEventListener(name, listener, options)
    return () => stop.abort()
  },
}

/** Without channels every tab finds out by itself, when it next asks the server. */
function openChannel(name: string, onMessage: (message: unknown) => void): Channel {
  if (typeof BroadcastChannel === 'undefined') return { post() {}, close() {} }
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }) => onMessage(data)
  return { post: (message) => channel.postMessage(message), close: () => channel.close() }
}
