import { describe, expect, it } from 'vitest'
import type { Instance } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { isOperatorVisit } from './operator-visit.ts'

const instance = { environmentType: 'development' } as Instance
const visit = {
  info: { ip: '127.0.0.1', proxied: false },
  url: new URL('http://127.0.0.1:3900/'),
  raw: new Request('http://127.0.0.1:3900/'),
} as HttpRequest

describe('a visit by the developer at this machine', () => {
  it.each(['http://localhost:3900', 'http://127.0.0.1:3900', 'https://clerk.app.localhost:3943'])(
    'is one to a server at %s',
    (serverUrl) => expect(isOperatorVisit(instance, visit, serverUrl)).toBe(true),
  )

  // The attack: nginx, as it comes, forwards a stranger's request from this machine, under a name of this machine, and says
  // nothing of the stranger.
  it.each(['https://auth.example.com', 'http://192.168.1.5:3900', 'https://localhost.example.com'])(
    'is none to a server that others reach at %s',
    (serverUrl) => expect(isOperatorVisit(instance, visit, serverUrl)).toBe(false),
  )
})
