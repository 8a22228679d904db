import { randomBytes } from 'node:crypto'
import type { InstanceSettingsInput } from '@keywright/contract'
import { InstanceSettings } from '@keywright/contract'
import type { Scope } from '../../domains/instances/index.ts'
import type { CreateUserInput, User } from '../../domains/users/index.ts'
import type { TestApp } from '../test-app.ts'

/** A password that meets every rule an instance can have. */
export const testPassword = 'Correct-horse-9-battery'

/** An address that no other test has. */
export function newEmail(name = 'someone'): string {
  return `${name}.${randomBytes(5).toString('hex')}@example.com`
}

/** A user with a proven address and no password, unless said otherwise. */
export async function createUser(
  app: Pick<TestApp, 'services' | 'scope'>,
  input: Partial<CreateUserInput> & { emailAddress?: string } = {},
  scope: Scope = app.scope,
): Promise<User> {
  const { emailAddress = newEmail(), ...rest } = input
  return await app.services.users.create(scope, {
    profile: {},
    emails: [{ emailAddress, verifiedBy: 'admin' }],
    password: {},
    skipPasswordRequirement: true,
    ...rest,
  })
}

/** The scope of a request to the same instance with other settings. */
export function withSettings(scope: Scope, settings: InstanceSettingsInput): Scope {
  return { ...scope, instance: { ...scope.instance, settings: InstanceSettings.parse(settings) } }
}
