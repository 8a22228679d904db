/** Keeps what the server has drawn in step with who is signed in. */
import type { Keywright } from '@keywright/js'
import type { NextRouter } from './next-routers.ts'

export interface SessionFollower {
  router: NextRouter | undefined
  /** Goes to a page of the app; after a change of the session, to what it looks like now. */
  push(path: string): Promise<void>
  /** `sessionId`: who the server drew for; `undefined`: for nobody in particular. */
  follow(keywright: Pick<Keywright, 'addListener'>, sessionId: string | null | undefined): () => void
}

/** Whatever changed the session may go on to another page at once. */
const waitMilliseconds = 50
/** A page that a member asked for and that has not come by then is loaded. */
const arrivalMilliseconds = 3_000

/** The window of the browser, as far as it moves. */
export interface Place {
  href(): string
  /** Loads a page as if it were the first. */
  leaveFor(path: string): void
}

const browserPlace: Place = {
  href: () => window.location.href,
  leaveFor: (path) => window.location.assign(path),
}

export function createSessionFollower(place: Place = browserPlace): SessionFollower {
  let drawnFor: string | null | undefined
  let change: 'in' | 'out' | undefined
  let planned: ReturnType<typeof setTimeout> | undefined
  let refreshing: Promise<boolean> | undefined
  /** Since the last page: strangers' pages may be in some memory still. */
  let isNewMember = false

  function refresh(): Promise<boolean> {
    clearTimeout(planned)
    change = undefined
    const begun = (follower.router?.refresh() ?? Promise.resolve(false)).finally(() => {
      if (refreshing === begun) refreshing = undefined
    })
    refreshing = begun
    return begun
  }

  /**
   * What leads a new member back to the page they come from is an answer to the stranger they were a moment ago, in whatever memory
   * of Next.js it was; a page that is loaded asks the server again.
   */
  function insistOn(path: string, from: string): void {
    const isThere = () => pathOf(place.href()) !== pathOf(from)
    if (pathOf(new URL(path, from).href) === pathOf(from)) return
    setTimeout(() => isThere() || place.leaveFor(path), arrivalMilliseconds)
  }

  const follower: SessionFollower = {
    router: undefined,

    async push(path) {
      clearTimeout(planned)
      // A page that was fetched ahead for a stranger is the way to the sign-in: it has to be forgotten first.
      const forgetting = change === 'in' ? refresh() : refreshing
      if (forgetting && !(await forgetting)) return place.leaveFor(path)
      const from = place.href()
      await follower.router?.push(path)
      if (isNewMember) insistOn(path, from)
      isNewMember = false
      // The page that was left may be for members only, so it is not drawn anew before.
      if (change === 'out') await refresh()
    },

    follow(keywright, sessionId) {
      drawnFor = sessionId
      const stop = keywright.addListener(({ session }) => {
        const now = session?.id ?? null
        const isNews = drawnFor !== undefined && drawnFor !== now
        drawnFor = now
        if (!isNews) return
        change = now === null ? 'out' : 'in'
        isNewMember = change === 'in'
        clearTimeout(planned)
        planned = setTimeout(refresh, waitMilliseconds)
      })
      return () => {
        clearTimeout(planned)
        stop()
      }
    },
  }
  return follower
}

const pathOf = (href: string) => new URL(href).pathname
