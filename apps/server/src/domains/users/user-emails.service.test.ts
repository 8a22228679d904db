import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword, withSettings } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import type { Scope } from '../instances/index.ts'
import type { User } from './user.entity.ts'
import type { AddEmailInput } from './user-emails.service.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

type Users = TestApp['services']['users']
const inTransaction = <Result>(work: (tx: TestApp['db'], users: Users) => Promise<Result>) =>
  app.db.transaction().execute((tx) => work(tx, app.services.users))

const add = (user: User, input: AddEmailInput, scope: Scope = app.scope) =>
  inTransaction((tx, users) => users.addEmailAddressIn(tx, scope, user.id, input))
const verify = (user: User, id: string) =>
  inTransaction((tx, users) => users.markEmailAddressVerifiedIn(tx, app.scope, user.id, id, 'email_code'))
const remove = (user: User, id: string, scope: Scope = app.scope) =>
  inTransaction((tx, users) => users.removeEmailAddressIn(tx, scope, user.id, id))
const setPrimary = (user: User, id: string) =>
  inTransaction((tx, users) => users.setPrimaryEmailAddressIn(tx, app.scope, user.id, id))
const reload = (user: User) => app.services.users.get(app.scope, user.id)
const addressesOf = (user: User) => user.emailAddresses.map(({ emailAddress }) => emailAddress)

describe('adding an address', () => {
  it('leaves it unproven and secondary', async () => {
    const user = await createUser(app)
    const { emailAddress, user: changed } = await add(user, {
      emailAddress: ` ${newEmail('New').toUpperCase()} `,
    })
    expect(emailAddress.emailAddress).toMatch(/^new\..*@example\.com$/)
    expect(emailAddress.verification).toBeNull()
    expect(changed.primaryEmailAddressId).toBe(user.primaryEmailAddressId)
  })

  it('refuses one that somebody has proven, and one the user has already', async () => {
    const [owner, user] = [await createUser(app), await createUser(app)]
    const taken = { code: 'form_identifier_exists', options: { param: 'email_address' } }
    await expect(add(user, { emailAddress: addressesOf(owner)[0] ?? '' })).rejects.toMatchObject(taken)
    await expect(add(user, { emailAddress: addressesOf(user)[0] ?? '' })).rejects.toMatchObject(taken)
  })

  it('hides whether somebody has proven it, where asked to', async () => {
    const [owner, user] = [await createUser(app), await createUser(app)]
    const { emailAddress } = await add(user, { emailAddress: addressesOf(owner)[0] ?? '', hideOwner: true })
    await expect(verify(user, emailAddress.id)).rejects.toMatchObject({ code: 'identification_claimed' })
  })

  it('stops at ten unproven ones', async () => {
    const user = await createUser(app)
    for (let count = 0; count < 10; count++) await add(user, { emailAddress: newEmail() })
    await expect(add(user, { emailAddress: newEmail() })).rejects.toMatchObject({
      code: 'too_many_unverified_identifications',
    })
  })
})

describe('proving an address', () => {
  it('takes it from those who hold it without proof', async () => {
    const emailAddress = newEmail()
    const [owner, squatter] = [await createUser(app), await createUser(app)]
    await add(squatter, { emailAddress })
    const { emailAddress: address } = await add(owner, { emailAddress })
    await verify(owner, address.id)
    expect(addressesOf(await reload(owner))).toContain(emailAddress)
    expect(addressesOf(await reload(squatter))).not.toContain(emailAddress)
  })

  it('takes it at the creation of a user, too', async () => {
    const emailAddress = newEmail()
    const squatter = await createUser(app)
    await add(squatter, { emailAddress })
    await createUser(app, { emailAddress })
    expect(addressesOf(await reload(squatter))).not.toContain(emailAddress)
  })

  // The attack: two accounts prove the same address at the same moment.
  it('is won by one of two users who prove it at once', async () => {
    for (let round = 0; round < 5; round++) {
      const emailAddress = newEmail()
      const rivals = [await createUser(app), await createUser(app)]
      const added = []
      for (const user of rivals) added.push({ user, id: (await add(user, { emailAddress })).emailAddress.id })
      const results = await Promise.allSettled(added.map(({ user, id }) => verify(user, id)))
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const lost = results.find((result) => result.status === 'rejected')
      // The loser's copy is gone when it looks again, or is refused as claimed.
      expect(['identification_claimed', 'resource_not_found']).toContain(lost?.reason.code)
      const holders = await app.services.users.count(app.scope, { emailAddresses: [emailAddress] })
      expect(holders).toBe(1)
    }
  })

  it('is won by one when a new user proves it at the same moment', async () => {
    for (let round = 0; round < 8; round++) {
      const emailAddress = newEmail()
      const holder = await createUser(app)
      const { emailAddress: address } = await add(holder, { emailAddress })
      const results = await Promise.allSettled([
        createUser(app, { emailAddress }),
        verify(holder, address.id),
      ])
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await app.services.users.count(app.scope, { emailAddresses: [emailAddress] })).toBe(1)
    }
  })

  it('is refused for an address of somebody else’s', async () => {
    const [owner, thief] = [await createUser(app), await createUser(app)]
    const { emailAddress } = await add(owner, { emailAddress: newEmail() })
    await expect(verify(thief, emailAddress.id)).rejects.toMatchObject({ code: 'resource_not_found' })
  })
})

describe('the primary address', () => {
  // The attack: make a stranger's address one's own, to be taken for them.
  it('is never somebody else’s or unproven', async () => {
    const [user, other] = [await createUser(app), await createUser(app)]
    await expect(setPrimary(user, other.primaryEmailAddressId ?? '')).rejects.toMatchObject({
      code: 'resource_not_found',
    })
    const { emailAddress } = await add(user, { emailAddress: newEmail() })
    await expect(setPrimary(user, emailAddress.id)).rejects.toMatchObject({
      code: 'form_verification_needed',
    })
    await verify(user, emailAddress.id)
    expect((await setPrimary(user, emailAddress.id)).primaryEmailAddressId).toBe(emailAddress.id)
  })

  it('is followed by the oldest proven one, never by an unproven one', async () => {
    const user = await createUser(app)
    await add(user, { emailAddress: newEmail() })
    const { emailAddress: second } = await add(user, { emailAddress: newEmail(), verifiedBy: 'admin' })
    const changed = await remove(user, user.primaryEmailAddressId ?? '')
    expect(changed.primaryEmailAddressId).toBe(second.id)
  })
})

describe('removing an address', () => {
  it('refuses the last one where users must have one', async () => {
    const user = await createUser(app)
    await add(user, { emailAddress: newEmail() })
    await expect(remove(user, user.primaryEmailAddressId ?? '')).rejects.toMatchObject({
      code: 'last_required_identification_deletion_failed',
    })
  })

  it('refuses the last one that lets the user sign in, unless a username and a password do', async () => {
    const settings = { email_address: { required: false }, username: { enabled: true } }
    const scope = withSettings(app.scope, settings)
    const named = await createUser(app, {
      profile: { username: `name-${Math.random().toString(36).slice(2)}` },
      password: { password: testPassword },
    })
    expect((await remove(named, named.primaryEmailAddressId ?? '', scope)).emailAddresses).toEqual([])
    const unnamed = await createUser(app, { password: { password: testPassword } })
    await expect(remove(unnamed, unnamed.primaryEmailAddressId ?? '', scope)).rejects.toMatchObject({
      code: 'identification_deletion_failed',
    })
  })
})

describe('findByIdentifier', () => {
  it('finds by address and by username, whatever the case', async () => {
    const user = await createUser(app, { profile: { username: 'Jane_Doe' } })
    const { users } = app.services
    expect((await users.findByIdentifier(app.scope, 'jane_doe'))?.user.id).toBe(user.id)
    expect(
      (await users.findByIdentifier(app.scope, ` ${addressesOf(user)[0]?.toUpperCase()}`))?.user.id,
    ).toBe(user.id)
    expect(await users.findByIdentifier(app.scope, 'nobody@example.com')).toBeUndefined()
    expect(await users.findByIdentifier(app.scope, 'nobody')).toBeUndefined()
  })

  // The attack: add a stranger’s address to one's own profile, so that their first sign-in leads into it.
  it('does not take an unproven secondary address for its user', async () => {
    const emailAddress = newEmail()
    const attacker = await createUser(app)
    await add(attacker, { emailAddress })
    expect(await app.services.users.findByIdentifier(app.scope, emailAddress)).toBeUndefined()
  })

  it('takes a reserved address for its user, and lets nobody else claim it', async () => {
    const emailAddress = newEmail()
    const user = await createUser(app, { emails: [{ emailAddress, reserved: true }] })
    expect((await app.services.users.findByIdentifier(app.scope, emailAddress))?.user.id).toBe(user.id)
    await expect(createUser(app, { emailAddress })).rejects.toMatchObject({ code: 'form_identifier_exists' })
    const other = await createUser(app)
    await expect(add(other, { emailAddress })).rejects.toMatchObject({ code: 'form_identifier_exists' })
  })
})
