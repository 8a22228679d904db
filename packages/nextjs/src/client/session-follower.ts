/** Keeps what the server has drawn in step with who is signed in. */
import type { Keywright } from '@keywright/js'
import { visitorOf } from '@keywright/js/binding'
import type { NextRouter } from './next-routers.ts'

export interface SessionFollower {
  router: NextRouter | undefined
  /** Goes to a page of the app; after a change of the session, to what it looks like now. */
  push(path: string): Promise<void>
  /** `visitor`: whom the server drew for; `undefined`: nobody in particular. */
  follow(keywright: Pick<Keywright, 'addListener'>, visitor: string | null | undefined): () => void
}

/** Whatever changed the session may go on to another page at once. */
const waitMilliseconds = 50
const answerMilliseconds = 1_000

/** `leaveFor` loads a page as if it were the first. */
export function createSessionFollower(
  leaveFor: (path: string) => void = (path) => window.location.assign(path),
): SessionFollower {
  let drawnFor: string | null | undefined
  let change: 'in' | 'out' | undefined
  let planned: ReturnType<typeof setTimeout> | undefined
  let refreshing: Promise<boolean | undefined> | undefined

  /** `undefined`: Next.js dropped the question, as it does when the address changes meanwhile, from step to step of a sign-in. */
  function refresh(): Promise<boolean | undefined> {
    clearTimeout(planned)
    change = undefined
    const begun = answerOf(follower.router?.refresh() ?? Promise.resolve(false)).finally(() => {
      if (refreshing === begun) refreshing = undefined
    })
    refreshing = begun
    return begun
  }

  const follower: SessionFollower = {
    router: undefined,

    async push(path) {
      clearTimeout(planned)
      // A page that was fetched ahead for a stranger is the way to the sign-in: it has to be forgotten first.
      const forgetting = change === 'in' ? refresh() : refreshing
      if (forgetting && !((await forgetting) ?? (await refresh()))) return leaveFor(path)
      await follower.router?.push(path)
      // The page that was left may be for members only, so it is not drawn anew before.
      if (change === 'out') await refresh()
    },

    follow(keywright, visitor) {
      drawnFor = visitor
      const stop = keywright.addListener((resources) => {
        const now = visitorOf(resources)
        const isNews = drawnFor !== undefined && drawnFor !== now
        drawnFor = now
        if (!isNews) return
        change = now === null ? 'out' : 'in'
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

function answerOf(question: Promise<boolean>): Promise<boolean | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), answerMilliseconds)
  })
  return Promise.race([question, deadline]).finally(() => clearTimeout(timer))
}
