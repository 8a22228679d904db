import type { IdentificationId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import {
  deleteEmailAddress,
  type EmailAddress,
  findEmailAddress,
  insertEmailAddress,
  isClaimed,
  isVerified,
  listHolders,
  markEmailAddressVerified,
  normalizeEmailAddress,
  setEmailAddressClaim,
} from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { User } from './user.entity.ts'
import type { UserChanges } from './user-changes.service.ts'
import type { ClaimIn } from './user-email-claims.service.ts'
import { primaryWithout, removalFault, unverifiedAddressesMax } from './user-emails.policy.ts'

export interface AddEmailInput {
  emailAddress: string
  /** How it was proven; absent: not yet. */
  verifiedBy?: string
  /** Keep it for the user without proof. */
  reserved?: boolean
  /** Whether it becomes the primary address. Absent: only if it is the user's own and there is none. */
  primary?: 'always' | 'if_first'
  /** Tell the address that was the primary one. */
  notify?: boolean
  /** Say nothing about whether it is somebody else's; it stays theirs whatever happens. */
  hideOwner?: boolean
}

export interface UserEmailsDeps {
  clock: Clock
  changes: UserChanges
  messages: Pick<MessagesService, 'sendIn'>
  claimIn: ClaimIn
}

/** The email addresses of a user: added, proven, named the primary one, removed. */
export function createUserEmails({ clock, changes, messages, claimIn }: UserEmailsDeps) {
  async function insertIn(tx: Db, scope: Scope, user: User, input: AddEmailInput): Promise<IdentificationId> {
    const id = newId('identification')
    const inserted = await insertEmailAddress(tx, scope.instance.id, {
      id,
      userId: user.id,
      emailAddress: input.emailAddress,
      verifiedBy: input.verifiedBy,
      reserved: input.reserved ?? false,
      now: clock.now(),
    })
    if (!inserted) throw identifierExists()
    return id
  }

  /** An address without a claim may be added as long as it is nobody's own. */
  async function requireUnclaimed(
    tx: Db,
    { instance }: Scope,
    user: User,
    input: AddEmailInput,
  ): Promise<void> {
    const unclaimed = user.emailAddresses.filter((address) => !isClaimed(address))
    if (unclaimed.length >= unverifiedAddressesMax) {
      throw new DomainError('too_many_unverified_identifications', { param: 'email_address' })
    }
    if (input.hideOwner) return
    const holders = await listHolders(tx, instance.id, [input.emailAddress])
    if (holders.some(isClaimed)) throw identifierExists()
  }

  async function requireClaim(tx: Db, scope: Scope, userId: string, input: AddEmailInput): Promise<void> {
    if (!isClaim(input)) return
    const { claimed } = await claimIn(tx, scope, [input.emailAddress], { userId })
    if (!claimed) throw identifierExists()
  }

  /** Tells the address that was the primary one: who takes an account over changes it first. */
  async function tellPrimaryIn(tx: Db, scope: Scope, before: User, newEmailAddress: string): Promise<void> {
    const primary = before.emailAddresses.find(({ id }) => id === before.primaryEmailAddressId)
    if (!primary || primary.emailAddress === newEmailAddress) return
    await messages.sendIn(tx, scope, {
      template: 'primary_email_address_changed',
      to: primary.emailAddress,
      userId: before.id,
      variables: { newEmailAddress },
    })
  }

  /** Decides a new primary address of a locked user. It must be theirs, and proven. */
  async function replacePrimaryIn(
    tx: Db,
    scope: Scope,
    user: User,
    emailAddressId: string,
    options: { notify?: boolean } = {},
  ): Promise<IdentificationId> {
    const next = requireProvenAddress(user, emailAddressId)
    if (options.notify) await tellPrimaryIn(tx, scope, user, next.emailAddress)
    return next.id
  }

  /** Replaces what is known of an address the user has already, or adds it. */
  async function putIn(tx: Db, scope: Scope, user: User, input: AddEmailInput): Promise<IdentificationId> {
    const { instance } = scope
    const known = user.emailAddresses.find(({ emailAddress }) => emailAddress === input.emailAddress)
    if (!known) return await insertIn(tx, scope, user, input)
    if (input.verifiedBy === undefined) {
      await setEmailAddressClaim(
        tx,
        instance.id,
        known.id,
        { reserved: input.reserved ?? false },
        clock.now(),
      )
    } else await markEmailAddressVerified(tx, instance.id, known.id, input.verifiedBy, clock.now())
    return known.id
  }

  return {
    replacePrimaryIn,

    async addEmailAddressIn(
      tx: Db,
      scope: Scope,
      userId: string,
      given: AddEmailInput,
    ): Promise<{ user: User; emailAddress: EmailAddress }> {
      const input = { ...given, emailAddress: normalizeEmailAddress(given.emailAddress) }
      await requireClaim(tx, scope, userId, input)
      const user = await changes.changeIn(tx, scope, userId, async (before) => {
        if (!isClaim(input)) await requireUnclaimed(tx, scope, before, input)
        const id = await insertIn(tx, scope, before, input)
        if (!becomesPrimary(before, input)) return {}
        if (input.notify) await tellPrimaryIn(tx, scope, before, input.emailAddress)
        return { primaryEmailAddressId: id }
      })
      return {
        user,
        emailAddress: ownAddress(user, ({ emailAddress }) => emailAddress === input.emailAddress),
      }
    },

    /** Makes this the only address of a user. An administrator's way: none of the old ones has to be given up first. */
    async replaceEmailAddressesIn(
      tx: Db,
      scope: Scope,
      userId: string,
      given: Omit<AddEmailInput, 'primary' | 'hideOwner'>,
    ): Promise<{ user: User; emailAddress: EmailAddress }> {
      const input = { ...given, emailAddress: normalizeEmailAddress(given.emailAddress) }
      await requireClaim(tx, scope, userId, input)
      const user = await changes.changeIn(tx, scope, userId, async (before) => {
        if (!isClaim(input)) await requireUnclaimed(tx, scope, before, input)
        const others = before.emailAddresses.filter(({ emailAddress }) => emailAddress !== input.emailAddress)
        for (const { id } of others) await deleteEmailAddress(tx, scope.instance.id, id)
        if (input.notify) await tellPrimaryIn(tx, scope, before, input.emailAddress)
        return { primaryEmailAddressId: await putIn(tx, scope, before, input) }
      })
      return { user, emailAddress: ownAddress(user, () => true) }
    },

    /** The user has proven an address: it is theirs alone from now on. Refused when somebody else was first. */
    async markEmailAddressVerifiedIn(
      tx: Db,
      scope: Scope,
      userId: string,
      emailAddressId: string,
      strategy: string,
    ): Promise<User> {
      const { instance } = scope
      const address = await findEmailAddress(tx, instance.id, emailAddressId)
      if (address?.userId !== userId) throw new DomainError('resource_not_found')
      const { claimed } = await claimIn(tx, scope, [address.emailAddress], { userId })
      if (!claimed) throw new DomainError('identification_claimed')
      return await changes.changeIn(tx, scope, userId, async (user) => {
        if (isVerified(ownAddress(user, ({ id }) => id === emailAddressId))) return undefined
        await markEmailAddressVerified(tx, instance.id, emailAddressId, strategy, clock.now())
        return user.primaryEmailAddressId === null ? { primaryEmailAddressId: address.id } : {}
      })
    },

    /** An administrator takes the proof back; others may claim the address then. */
    async unmarkEmailAddressVerifiedIn(
      tx: Db,
      scope: Scope,
      userId: string,
      emailAddressId: string,
    ): Promise<User> {
      return await changes.changeIn(tx, scope, userId, async (user) => {
        const { id } = ownAddress(user, (address) => address.id === emailAddressId)
        if (id === user.primaryEmailAddressId) throw new DomainError('identification_update_failed')
        await setEmailAddressClaim(tx, scope.instance.id, id, { reserved: false }, clock.now())
        return {}
      })
    },

    async removeEmailAddressIn(tx: Db, scope: Scope, userId: string, emailAddressId: string): Promise<User> {
      return await changes.changeIn(tx, scope, userId, async (user) => {
        const address = ownAddress(user, ({ id }) => id === emailAddressId)
        const fault = removalFault(user, address, scope.instance)
        if (fault) throw new DomainError(fault)
        await deleteEmailAddress(tx, scope.instance.id, address.id)
        return { primaryEmailAddressId: primaryWithout(user, address.id) }
      })
    },

    /** Names the address that stands for the user. */
    async setPrimaryEmailAddressIn(
      tx: Db,
      scope: Scope,
      userId: string,
      emailAddressId: string,
      options: { notify?: boolean } = {},
    ): Promise<User> {
      return await changes.changeIn(tx, scope, userId, async (user) => ({
        primaryEmailAddressId: await replacePrimaryIn(tx, scope, user, emailAddressId, options),
      }))
    },
  }
}

/** An address of somebody else's would let its owner reset this user's password; so would one that nobody has proven. */
function requireProvenAddress(user: User, emailAddressId: string): EmailAddress {
  const address = user.emailAddresses.find(({ id }) => id === emailAddressId)
  if (!address) throw new DomainError('resource_not_found', { param: 'primary_email_address_id' })
  if (!isVerified(address)) {
    throw new DomainError('form_verification_needed', { param: 'primary_email_address_id' })
  }
  return address
}

function becomesPrimary(user: User, input: AddEmailInput): boolean {
  if (input.primary === 'always') return true
  const isFree = user.primaryEmailAddressId === null
  return isFree && (input.primary === 'if_first' || isClaim(input))
}

function isClaim({ verifiedBy, reserved }: Pick<AddEmailInput, 'verifiedBy' | 'reserved'>): boolean {
  return verifiedBy !== undefined || reserved === true
}

function ownAddress(user: User, isIt: (address: EmailAddress) => boolean): EmailAddress {
  const address = user.emailAddresses.find(isIt)
  if (!address) throw new DomainError('resource_not_found')
  return address
}

function identifierExists(): DomainError {
  return new DomainError('form_identifier_exists', { param: 'email_address' })
}
