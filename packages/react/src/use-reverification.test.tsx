import { KeywrightApiError } from '@keywright/js'
import { createFakeKeywright } from '@keywright/test-kit/fake-keywright'
import { act } from 'react'
import { describe, expect, it } from 'vitest'
import { type ReverificationNeed, type ReverificationOptions, useReverification } from './index.ts'
import { appOf, draw, expectNoComplaints, settle } from './testing/draw.tsx'

expectNoComplaints()

const refusal = () =>
  new KeywrightApiError({
    status: 403,
    errors: [{ code: 'session_reverification_required', message: 'x' }],
  })

type Call = (text: string) => Promise<unknown>

function Form({
  call,
  options,
  seen,
}: {
  call: Call
  options: ReverificationOptions | undefined
  seen: (call: Call) => void
}) {
  seen(useReverification(call, options))
  return null
}

/** A call that fails as often as it is told to, through the hook. */
async function drawCall(outcomes: (() => unknown)[], options?: ReverificationOptions) {
  const fake = createFakeKeywright({ session: 'active' })
  const calls: string[] = []
  const wrapped: Call[] = []
  const own: Call = async (text) => {
    calls.push(text)
    return outcomes[calls.length - 1]?.()
  }
  await draw(appOf(fake, <Form call={own} options={options} seen={(call) => wrapped.push(call)} />))
  return {
    ...fake,
    calls,
    call: (text: string) => wrapped[0]?.(text) ?? Promise.reject(new Error('not drawn')),
  }
}

const fails = () => {
  throw refusal()
}
const hint = {
  clerk_error: {
    type: 'forbidden',
    reason: 'reverification-error',
    metadata: { reverification: { level: 'second_factor', afterMinutes: 10 } },
  },
}

describe('useReverification', () => {
  it.each([
    ['the server throws', fails, undefined],
    ['the app’s server answers', () => hint, 'second_factor'],
  ] as const)('asks when %s, and makes the call again', async (_when, refuse, level) => {
    const needs: ReverificationNeed[] = []
    const { call, calls } = await drawCall([refuse, () => 'done'], {
      onNeedsReverification: (need) => needs.push(need),
    })
    const result = call('x')
    await settle()
    expect(needs.map((need) => need.level)).toEqual([level])
    needs[0]?.complete()
    expect(await result).toBe('done')
    expect(calls).toEqual(['x', 'x'])
  })

  it('tells who called that the user would not', async () => {
    const { call, calls } = await drawCall([fails], { onNeedsReverification: ({ cancel }) => cancel() })
    await expect(call('x')).rejects.toMatchObject({ code: 'reverification_cancelled' })
    expect(calls).toHaveLength(1)
  })

  it('opens the component where the app asks nothing itself', async () => {
    const { call, ui } = await drawCall([fails, () => 'done'])
    call('x').catch(() => undefined)
    await act(settle)
    expect(ui.log).toEqual(['open user-verification {}'])
  })

  it('leaves other answers and errors alone', async () => {
    const { call } = await drawCall([
      () => ({ clerk_error: { reason: 'other' } }),
      () => {
        throw new RangeError('x')
      },
    ])
    expect(await call('x')).toEqual({ clerk_error: { reason: 'other' } })
    await expect(call('x')).rejects.toThrow(RangeError)
  })
})
