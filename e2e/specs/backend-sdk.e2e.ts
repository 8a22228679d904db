/** `@clerk/backend` as published, against the real server: nothing but its keys and URL are set. */
import { createClerkClient } from '@clerk/backend'
import { isClerkAPIResponseError } from '@clerk/backend/errors'
import { type RunningKeywright, startKeywright } from '@keywright/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let server: RunningKeywright
let clerk: ReturnType<typeof createClerkClient>

beforeAll(async () => {
  server = await startKeywright()
  clerk = createClerkClient({
    secretKey: server.secretKey,
    publishableKey: server.publishableKey,
    apiUrl: server.apiUrl,
    telemetry: { disabled: true },
  })
})
afterAll(() => server?.stop())

/** What a call was refused with. */
async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isClerkAPIResponseError(error)) throw new TypeError(`no API error: ${String(error)}`)
  return error
}

describe('users', () => {
  it('are created, found, counted, changed and deleted', async () => {
    const created = await clerk.users.createUser({
      emailAddress: ['ada@example.com'],
      password: 'a long enough secret 1',
      firstName: 'Ada',
      lastName: 'Lovelace',
      externalId: 'customer_1',
      publicMetadata: { plan: 'pro' },
    })
    expect(created.id).toMatch(/^user_/)
    expect(created.primaryEmailAddress?.emailAddress).toBe('ada@example.com')
    expect(created.primaryEmailAddress?.verification?.status).toBe('verified')
    expect(created.passwordEnabled).toBe(true)
    expect(created.createdAt).toBeGreaterThan(Date.now() - 60_000)

    await clerk.users.createUser({ emailAddress: ['grace@example.com'], skipPasswordRequirement: true })
    const page = await clerk.users.getUserList({ limit: 1, orderBy: '+created_at' })
    expect(page.totalCount).toBe(2)
    expect(page.data.map(({ id }) => id)).toEqual([created.id])
    expect((await clerk.users.getUserList({ emailAddress: ['ada@example.com'] })).data).toHaveLength(1)
    expect(await clerk.users.getCount()).toBe(2)
    expect(await clerk.users.getCount({ query: 'grace' })).toBe(1)

    const updated = await clerk.users.updateUser(created.id, { firstName: 'Augusta' })
    expect(updated.fullName).toBe('Augusta Lovelace')
    const merged = await clerk.users.updateUserMetadata(created.id, {
      publicMetadata: { seats: 3 },
      privateMetadata: { stripe: 'cus_1' },
    })
    expect(merged.publicMetadata).toEqual({ plan: 'pro', seats: 3 })
    expect(merged.privateMetadata).toEqual({ stripe: 'cus_1' })
    expect((await clerk.users.getUser(created.id)).firstName).toBe('Augusta')
    expect(
      (await clerk.users.verifyPassword({ userId: created.id, password: 'a long enough secret 1' })).verified,
    ).toBe(true)

    expect((await clerk.users.banUser(created.id)).banned).toBe(true)
    expect((await clerk.users.unbanUser(created.id)).banned).toBe(false)
    expect((await clerk.users.lockUser(created.id)).locked).toBe(true)
    expect((await clerk.users.unlockUser(created.id)).locked).toBe(false)

    expect(await clerk.users.deleteUser(created.id)).toMatchObject({ id: created.id, deleted: true })
    expect((await refusal(clerk.users.getUser(created.id))).status).toBe(404)
  })
})

describe('email addresses', () => {
  it('are added, made primary and removed', async () => {
    const user = await clerk.users.createUser({
      emailAddress: ['first@example.com'],
      skipPasswordRequirement: true,
    })
    const second = await clerk.emailAddresses.createEmailAddress({
      userId: user.id,
      emailAddress: 'second@example.com',
      verified: true,
      primary: false,
    })
    const primary = await clerk.emailAddresses.updateEmailAddress(second.id, { primary: true })
    expect(primary.emailAddress).toBe('second@example.com')
    const changed = await clerk.users.getUser(user.id)
    expect(changed.primaryEmailAddress?.id).toBe(second.id)
    const first = changed.emailAddresses.find(({ id }) => id !== second.id)
    await clerk.emailAddresses.deleteEmailAddress(first?.id ?? '')
    expect((await clerk.users.getUser(user.id)).emailAddresses).toHaveLength(1)
  })
})

describe('refusals', () => {
  it('reach the SDK as its own errors, with code, text, parameter and trace id', async () => {
    const error = await refusal(
      clerk.users.createUser({ emailAddress: ['not an address'], skipPasswordRequirement: true }),
    )
    expect(error.status).toBe(422)
    expect(error.errors[0]?.code).toBe('form_param_format_invalid')
    expect(error.errors[0]?.meta?.paramName).toMatch(/^email_address/)
    expect(error.errors[0]?.message).not.toBe('')
    expect(error.clerkTraceId).toMatch(/^[0-9a-f]{32}$/)
  })

  it('name an address that is taken', async () => {
    await clerk.users.createUser({ emailAddress: ['taken@example.com'], skipPasswordRequirement: true })
    const again = clerk.users.createUser({
      emailAddress: ['TAKEN@example.com'],
      skipPasswordRequirement: true,
    })
    expect((await refusal(again)).errors[0]?.code).toBe('form_identifier_exists')
  })

  it('meet a key that is not known', async () => {
    const stranger = createClerkClient({
      secretKey: 'sk_test_unknown',
      apiUrl: server.apiUrl,
      telemetry: { disabled: true },
    })
    const error = await refusal(stranger.users.getUserList())
    expect(error.status).toBe(401)
    expect(error.errors[0]?.code).toBe('clerk_key_invalid')
  })
})
