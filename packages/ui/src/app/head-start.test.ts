import type { FlowCall } from '@keywright/js/flows'
import { describe, expect, it } from 'vitest'
import { createHeadStart } from './head-start.ts'

const begin: FlowCall = { method: 'POST', path: '/v1/client/sign_ins', form: { identifier: 'ada' } }
const prepare: FlowCall = { method: 'POST', path: '/v1/client/sign_ins/sia_1/prepare_first_factor' }

function createApi() {
  const sent: FlowCall[] = []
  return {
    sent,
    send: async <Resource>(call: FlowCall) => {
      sent.push(call)
      if (call.form?.identifier === 'nobody') throw new RangeError('refused')
      return sent.length as Resource
    },
  }
}

describe('a head start', () => {
  it('sends a call once, whoever asks for it after that', async () => {
    const api = createApi()
    const headStart = createHeadStart(api)
    headStart.send(begin)
    headStart.send(begin)
    expect(api.sent).toEqual([begin])
    expect(await headStart.api.send(begin)).toBe(1)
    expect(await headStart.api.send(prepare)).toBe(2)
    expect(api.sent).toEqual([begin, prepare])
  })

  it('answers a second try with a second call', async () => {
    const api = createApi()
    const headStart = createHeadStart(api)
    const refused = { ...begin, form: { identifier: 'nobody' } }
    headStart.send(refused)
    await expect(headStart.api.send(refused)).rejects.toThrow('refused')
    await expect(headStart.api.send(refused)).rejects.toThrow('refused')
    expect(api.sent).toHaveLength(2)
  })

  it('changes nothing for who did not take it', async () => {
    const api = createApi()
    await createHeadStart(api).api.send(prepare)
    expect(api.sent).toEqual([prepare])
  })
})
