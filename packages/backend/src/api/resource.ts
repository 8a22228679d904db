import { type Camel, isKept, toCamelName } from './snake-case.ts'

/** What a user has beside the fields of the wire. */
export interface UserExtras {
  readonly primaryEmailAddress: { id: string; emailAddress: string } | null
  readonly primaryPhoneNumber: null
  readonly primaryWeb3Wallet: { id: string; web3Wallet: string } | null
  readonly fullName: string | null
  /** The user as the wire wrote it. */
  readonly raw: Record<string, unknown>
}

/** An answer as code reads it. Users have what official SDKs give them beside their fields. */
export type Resource<Wire> = Wire extends readonly (infer One)[]
  ? Resource<One>[]
  : Wire extends { data: readonly (infer One)[]; total_count: number }
    ? Omit<Camel<Wire>, 'data'> & { data: Resource<One>[] }
    : Wire extends { object: 'user' }
      ? Camel<Wire> & Omit<UserExtras, 'primaryEmailAddress'> & PrimaryAddress<Camel<Wire>>
      : Camel<Wire>

export interface PrimaryAddress<User> {
  readonly primaryEmailAddress: (User extends { emailAddresses: (infer Address)[] } ? Address : never) | null
}

/** Turns an answer of the wire into what code reads. */
export function toResource(wire: unknown): unknown {
  if (Array.isArray(wire)) return wire.map(toResource)
  if (typeof wire !== 'object' || wire === null) return wire
  const fields = Object.entries(wire).map(([name, value]) => [
    toCamelName(name),
    isKept(name) ? value : toResource(value),
  ])
  const resource: Record<string, unknown> = Object.fromEntries(fields)
  return resource.object === 'user' ? withExtras(resource, wire) : resource
}

/** Hidden from JSON and from spreading, as getters of a class would be. */
function withExtras(user: Record<string, unknown>, raw: object): object {
  const find = (list: unknown, id: unknown) =>
    (Array.isArray(list) ? list.find((one: { id?: unknown }) => one.id === id) : undefined) ?? null
  const extras = {
    primaryEmailAddress: find(user.emailAddresses, user.primaryEmailAddressId),
    primaryPhoneNumber: find(user.phoneNumbers, user.primaryPhoneNumberId),
    primaryWeb3Wallet: find(user.web3Wallets, user.primaryWeb3WalletId),
    fullName: [user.firstName, user.lastName].filter(Boolean).join(' ').trim() || null,
    raw,
  }
  const hidden = Object.entries(extras).map(([name, value]) => [name, { value, enumerable: false }])
  return Object.defineProperties(user, Object.fromEntries(hidden))
}
