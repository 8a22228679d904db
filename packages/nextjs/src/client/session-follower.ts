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

export function createSessionFollower(): SessionFollower {
  let drawnFor: string | null | undefined
  let change: 'in' | 'out' | undefined
  let planned: ReturnType<typeof setTimeout> | undefined

  const refresh = () => {
    clearTimeout(planned)
    change = undefined
    return follower.router?.refresh()
  }

  const follower: SessionFollower = {
    router: undefined,

    async push(path) {
      clearTimeout(planned)
      const { router } = follower
      // A page that was fetched ahead while nobody was signed in is the way to the sign-in: it is forgotten first. Whoever signs
      // out is led away first: the page they were on may have become one that leads to the sign-in.
      if (change === 'in') await refresh()
      await router?.push(path)
      if (change === 'out') await refresh()
    },

    follow(keywright, sessionId) {
      drawnFor = sessionId
      return keywright.addListener(({ session }) => {
        const now = session?.id ?? null
        const isNews = drawnFor !== undefined && drawnFor !== now
        drawnFor = now
        if (!isNews) return
        change = now === null ? 'out' : 'in'
        clearTimeout(planned)
        // Whatever changed it may go on to another page at once.
        planned = setTimeout(refresh, 50)
      })
    },
  }
  return follower
}
