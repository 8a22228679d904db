/** Email addresses as callers name them, by their own id. Users lie below: every change of an address is one of its user. */
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import type { AddEmailInput, UsersService } from '../users/index.ts'
import type { AttemptOutcome, Verification, VerificationsService } from '../verifications/index.ts'
import type { EmailAddress } from './email-address.entity.ts'
import { findEmailAddress } from './email-addresses.repository.ts'
import type { SendProof } from './send-proof.service.ts'

export interface EmailAddressesDeps {
  db: Db
  users: UsersService
  verifications: VerificationsService
  sendProofIn: SendProof
}

export interface UpdateEmailInput {
  verified?: boolean | undefined
  primary?: boolean | undefined
  notify?: boolean | undefined
}

export type EmailAddressesService = ReturnType<typeof createEmailAddressesService>

export function createEmailAddressesService({ db, users, verifications, sendProofIn }: EmailAddressesDeps) {
  const inTransaction = <Result>(work: (tx: Db) => Promise<Result>) => db.transaction().execute(work)

  async function get({ instance }: Scope, id: string, from: Db = db): Promise<EmailAddress> {
    const address = await findEmailAddress(from, instance.id, id)
    if (!address) throw new DomainError('resource_not_found')
    return address
  }

  /** A right answer proves the address, in the transaction in which it is used up. */
  async function settleIn(
    tx: Db,
    scope: Scope,
    address: EmailAddress,
    attempt: AttemptOutcome,
  ): Promise<void> {
    if (attempt.outcome !== 'verified') return
    const { strategy } = attempt.verification
    await users.markEmailAddressVerifiedIn(tx, scope, address.userId, address.id, strategy)
  }

  return {
    get: (scope: Scope, id: string): Promise<EmailAddress> => get(scope, id),

    async create(scope: Scope, userId: string, input: AddEmailInput): Promise<EmailAddress> {
      const { emailAddress } = await inTransaction((tx) => users.addEmailAddressIn(tx, scope, userId, input))
      return emailAddress
    },

    async update(scope: Scope, id: string, input: UpdateEmailInput): Promise<EmailAddress> {
      return await inTransaction(async (tx) => {
        const { userId } = await get(scope, id, tx)
        if (input.verified === true) await users.markEmailAddressVerifiedIn(tx, scope, userId, id, 'admin')
        if (input.verified === false) await users.unmarkEmailAddressVerifiedIn(tx, scope, userId, id)
        if (input.primary) {
          await users.setPrimaryEmailAddressIn(tx, scope, userId, id, { notify: input.notify ?? false })
        }
        return await get(scope, id, tx)
      })
    },

    async remove(scope: Scope, id: string): Promise<void> {
      const { userId } = await get(scope, id)
      await inTransaction((tx) => users.removeEmailAddressIn(tx, scope, userId, id))
    },

    async replaceAll(scope: Scope, userId: string, input: AddEmailInput): Promise<EmailAddress> {
      const replaced = await inTransaction((tx) => users.replaceEmailAddressesIn(tx, scope, userId, input))
      return replaced.emailAddress
    },

    /** Sends a code on behalf of a server, which may ask for one whatever is known of the address. */
    prepare: (scope: Scope, id: string): Promise<Verification> =>
      inTransaction(async (tx) => await sendProofIn(tx, scope, await get(scope, id, tx), 'email_code')),

    /** Tries a code on behalf of a server. How it went is told by the verification: only a used-up one is a fault. */
    async attempt(
      scope: Scope,
      id: string,
      input: { verificationId: string; code: string },
    ): Promise<Verification> {
      const address = await get(scope, id)
      const attempt = await inTransaction(async (tx) => {
        const owner = { purpose: 'email_address', ownerId: id } as const
        const outcome = await verifications.attemptCodeIn(tx, scope, { ...input, ...owner })
        await settleIn(tx, scope, address, outcome)
        return outcome
      })
      if (attempt.outcome === 'missing') throw new DomainError('resource_not_found')
      if (attempt.outcome === 'already_verified') throw new DomainError('verification_already_verified')
      return attempt.verification
    },
  }
}
