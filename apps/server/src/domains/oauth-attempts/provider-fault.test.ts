import { Writable } from 'node:stream'
import { jwtVerify, SignJWT } from 'jose'
import { processAuthorizationCodeResponse } from 'oauth4webapi'
import { expect, it } from 'vitest'
import { createLog } from '../../platform/log/log.ts'
import { whatFailed } from './provider-fault.ts'

const catching = (work: Promise<unknown>) => work.catch((error: unknown) => error)

function logged(cause: unknown): string {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  createLog({ level: 'warn', destination }).warn(whatFailed(cause), 'failed')
  return lines.join('')
}

// The libraries’ errors carry what they were given: the claims of whoever came, and the provider’s answers.
it('is told to the log without anything of who came, or of what the provider answered', async () => {
  const key = Buffer.alloc(32)
  const token = await new SignJWT({ email: 'SECRET', nonce: 'SECRET', exp: 1 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(key)
  const refused = await catching(jwtVerify(token, key, { issuer: 'https://issuer.example' }))
  expect(logged(refused)).toContain('missing required \\"iss\\" claim')
  expect(logged(refused)).not.toContain('SECRET')

  const body = { error: 'invalid_grant', error_description: 'SECRET'.repeat(10_000), access_token: 'SECRET' }
  const answer = Response.json(body, { status: 400 })
  const server = { issuer: 'https://issuer.example' }
  const failed = await catching(processAuthorizationCodeResponse(server, { client_id: 'c' }, answer))
  expect(logged(failed)).toContain('invalid_grant')
  expect(logged(failed)).not.toContain('SECRET')
})

it('is told in short', () => {
  expect(logged(new Error('x'.repeat(100_000))).length).toBeLessThan(1000)
  expect(logged('nothing that is an error')).toContain('failed')
})
