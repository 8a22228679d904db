import { randomBytes } from 'node:crypto'
import { findTarget, type TestTarget } from './test-target.ts'

export interface TestUserInput {
  /** Absent: an address of nobody's, whose code is always 424242. */
  emailAddress?: string
  /** Absent: a new one. `null`: none. */
  password?: string | null
  firstName?: string
  lastName?: string
  publicMetadata?: Record<string, unknown>
  privateMetadata?: Record<string, unknown>
  unsafeMetadata?: Record<string, unknown>
}

export interface TestUser {
  id: string
  emailAddress: string
  password: string | null
  /** Takes the user out again; nothing happens the second time. */
  delete(): Promise<void>
}

/** Makes a user who can sign in at once. */
export async function createTestUser(input: TestUserInput = {}, target?: TestTarget): Promise<TestUser> {
  const { client } = findTarget(target)
  const unique = randomBytes(6).toString('hex')
  const { emailAddress = `user+clerk_test_${unique}@example.com`, ...rest } = input
  const password =
    input.password === undefined ? `Test-${randomBytes(12).toString('base64url')}` : input.password
  const user = await client.users.createUser({
    ...rest,
    emailAddress: [emailAddress],
    ...(password === null ? { password: undefined, skipPasswordRequirement: true } : { password }),
  })
  let isThere = true
  return {
    ...{ id: user.id, emailAddress, password },
    async delete() {
      if (!isThere) return
      isThere = false
      await client.users.deleteUser(user.id)
    },
  }
}
