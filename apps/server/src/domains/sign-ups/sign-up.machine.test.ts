import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrowsOf, readStateDiagram, sortArrows } from '../../testing/state-diagram.ts'
import { nextSignUpStatus, type SignUpStatus, signUpEvents, signUpStatuses } from './sign-up.machine.ts'

describe('the sign-up machine', () => {
  it('is the one in the diagram', async () => {
    const drawn = await readStateDiagram(new URL('./sign-up.machine.md', import.meta.url))
    expect(drawn.length).toBeGreaterThan(2)
    expect(sortArrows(drawn)).toEqual(sortArrows(arrowsOf(signUpStatuses, signUpEvents, nextSignUpStatus)))
  })

  it('ends once, and by nothing but being fulfilled or given up', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signUpEvents)), (events) => {
        let status: SignUpStatus = 'missing_requirements'
        for (const event of events) {
          const next = nextSignUpStatus(status, event)
          if (status !== 'missing_requirements') expect(next).toBeUndefined()
          if (next === 'complete') expect(event).toBe('fulfilled')
          status = next ?? status
        }
      }),
    )
  })
})
