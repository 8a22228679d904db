import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrowsOf, readStateDiagram, sortArrows } from '../../testing/state-diagram.ts'
import { nextSignInStatus, type SignInStatus, signInEvents, signInStatuses } from './sign-in.machine.ts'

const anyEvents = fc.array(fc.constantFrom(...signInEvents), { maxLength: 20 })

/** The statuses an attempt goes through when events come in this order; impossible ones change nothing. */
function run(events: readonly (typeof signInEvents)[number][]): SignInStatus[] {
  const path: SignInStatus[] = ['needs_identifier']
  for (const event of events) {
    const next = nextSignInStatus(path.at(-1) ?? 'needs_identifier', event)
    if (next) path.push(next)
  }
  return path
}

describe('the sign-in machine', () => {
  it('is the one in the diagram', async () => {
    const drawn = await readStateDiagram(new URL('./sign-in.machine.md', import.meta.url))
    expect(drawn.length).toBeGreaterThan(5)
    expect(sortArrows(drawn)).toEqual(sortArrows(arrowsOf(signInStatuses, signInEvents, nextSignInStatus)))
  })

  it('never completes before somebody was identified and proven', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const path = run(events)
        const end = path.indexOf('complete')
        if (end === -1) return
        expect(path[end - 1]).toMatch(/^needs_(first_factor|second_factor|new_password)$/)
        expect(path.slice(0, end)).toContain('needs_first_factor')
        expect(events).toContain('identified')
        expect(events.some((event) => event === 'proven' || event === 'password_replaced')).toBe(true)
      }),
    )
  })

  it('leaves a needed new password only by choosing one or giving up', () => {
    const ways = signInEvents.flatMap((event) => {
      const next = nextSignInStatus('needs_new_password', event)
      return next === undefined || next === 'abandoned' ? [] : [`${event} ${next}`]
    })
    expect(ways).toEqual(['password_replaced complete', 'password_chosen needs_second_factor'])
  })

  it('leaves a needed second factor only by proving it or giving up', () => {
    const ways = signInEvents.flatMap((event) => nextSignInStatus('needs_second_factor', event) ?? [])
    expect(ways).toEqual(['complete', 'abandoned'])
  })

  it('stays where it is once it has ended', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const path = run(events)
        const end = path.findIndex((status) => status === 'complete' || status === 'abandoned')
        if (end !== -1) expect(path.length).toBe(end + 1)
      }),
    )
  })
})
