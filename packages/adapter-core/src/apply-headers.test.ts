import { describe, expect, it } from 'vitest'
import { applyHeaders } from './apply-headers.ts'

describe('headers of the answer', () => {
  it('join those that are there, and leave to the app which origins it lets in', () => {
    const answer = new Headers({ 'access-control-allow-origin': 'https://a.example', vary: 'Origin' })
    answer.append('set-cookie', 'a=1')
    const ours = new Headers({ 'access-control-allow-origin': 'null', vary: 'Cookie', 'x-reason': 'r' })
    ours.append('set-cookie', 'b=2')
    ours.append('set-cookie', 'c=3')
    applyHeaders(ours, answer)
    expect([...answer]).toEqual([
      ['access-control-allow-origin', 'https://a.example'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['set-cookie', 'c=3'],
      ['vary', 'Origin, Cookie'],
      ['x-reason', 'r'],
    ])
  })
})
