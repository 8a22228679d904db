import { beforeEach, describe, expect, it } from 'vitest'
import { createEmitter } from '../../emitter.ts'
import type { Keywright, KeywrightEvents } from '../../interface.ts'
import { settle } from '../../testing/fake-clock.ts'
import { type Answers, answersOf, type Question } from './answers.ts'

let emitter = createEmitter<KeywrightEvents>()
let answers: Answers
let asked: string[]
let drawn: number
beforeEach(() => {
  emitter = createEmitter()
  answers = answersOf({ ...emitter, user: { id: 'user_1' } } as unknown as Keywright)
  asked = []
  drawn = 0
})

/** A question that is answered with how often it was asked. */
const question = (name: string, fails = false): Question => ({
  name,
  async ask() {
    asked.push(name)
    if (fails) throw new Error('refused')
    return asked.filter((one) => one === name).length
  },
})
const draw = () => {
  drawn += 1
}
const members = question('members')
const write = (path: string) => emitter.emit('written', path)

describe('answers', () => {
  it('are shared by those who ask the same', async () => {
    answers.watch([members], draw)
    answers.watch([question('members')], draw)
    await settle()
    expect(asked).toEqual(['members'])
    expect(answers.read(members)).toEqual({ value: 1, isFetching: false })
    expect(drawn).toBe(2)
  })

  it('are asked for by nobody who only reads', async () => {
    expect(answers.read(members)).toEqual({ isFetching: true })
    await settle()
    expect(asked).toEqual([])
  })

  it('are asked for again when organizations were changed by whatever part of the page', async () => {
    answers.watch([members], draw)
    await settle()
    write('/v1/client/sessions/sess_1/tokens')
    await settle()
    expect(asked).toHaveLength(1)
    write('/v1/organizations/org_1/invitations')
    expect(answers.read(members)).toEqual({ value: 1, isFetching: true })
    await settle()
    write('/v1/me/organization_invitations/orginv_1/accept')
    await settle()
    expect(answers.read(members)).toEqual({ value: 3, isFetching: false })
  })

  it('that nobody watches wait until somebody does', async () => {
    const stop = answers.watch([members], draw)
    await settle()
    stop()
    write('/v1/organizations')
    await settle()
    expect(asked).toHaveLength(1)
    answers.watch([members], draw)
    expect(answers.read(members)).toEqual({ value: 1, isFetching: true })
    await settle()
    expect(answers.read(members).value).toBe(2)
  })

  it('are not asked for again by a component that only looks at more of them', async () => {
    const stop = answers.watch([members], draw)
    await settle()
    stop()
    answers.watch([members, question('more')], draw)
    await settle()
    expect(asked).toEqual(['members', 'more'])
  })

  it('that came too late do not replace newer ones', async () => {
    const slow: PromiseWithResolvers<unknown>[] = []
    const slowly: Question = {
      name: 'slow',
      ask() {
        const answer = Promise.withResolvers<unknown>()
        slow.push(answer)
        return answer.promise
      },
    }
    answers.watch([slowly], draw)
    write('/v1/organizations')
    slow[1]?.resolve('new')
    slow[0]?.resolve('old')
    await settle()
    expect(answers.read(slowly)).toEqual({ value: 'new', isFetching: false })
    const again = answers.revalidate(slowly)
    answers.replace(slowly, 'mine')
    slow[2]?.resolve('late')
    await again
    expect(answers.read(slowly)).toEqual({ value: 'mine', isFetching: false })
  })

  it('say what went wrong, and keep what was there', async () => {
    answers.watch([members], draw)
    await settle()
    answers.watch([question('members', true)], draw)
    await answers.revalidate(question('members', true))
    expect(answers.read(members)).toMatchObject({
      value: 1,
      error: { message: 'refused' },
      isFetching: false,
    })
    await answers.revalidate(members)
    expect(answers.read(members)).toEqual({ value: 3, isFetching: false })
  })

  it('of one user are none for the next', async () => {
    const stop = answers.watch([members], draw)
    await settle()
    emitter.emit('resources', { user: { id: 'user_1' } } as KeywrightEvents['resources'])
    expect(answers.read(members).value).toBe(1)
    emitter.emit('resources', { user: null } as KeywrightEvents['resources'])
    expect(answers.read(members)).toEqual({ isFetching: true })
    stop()
  })

  it('are the same for all who ask the same client', () => {
    const keywright = { ...emitter } as unknown as Keywright
    expect(answersOf(keywright)).toBe(answersOf(keywright))
    expect(answersOf(keywright)).not.toBe(answers)
  })
})
