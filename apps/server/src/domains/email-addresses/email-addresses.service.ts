/** Email addresses as callers name them, by their own id. Users lie below: every change of an address is one of its user. */
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { AddEmailInput, User, UsersService } from '../users/index.ts'
import {
  type AttemptOutcome,
  attemptFault,
  type SentStrategy,
  type Verification,
  type VerificationsService,
} from '../verifications/index.ts'
import type { EmailAddress } from './email-address.entity.ts'
import { findEmailAddress, setEmailAddressVerification } from './email-addresses.repository.ts'

export interface EmailAddressesDeps {
  db: Db
  users: UsersService
  verifications: VerificationsService
  messages: Pick<MessagesService, 'sendIn'>
}

export interface UpdateEmailInput {
  verified?: boolean | undefined
  primary?: boolean | undefined
  notify?: boolean | undefined
}

/** What has to be sent for a proof by link: the page that the mail leads to, and where the browser goes from there. */
export interface LinkInput {
  linkFor: (token: string) => string
  redirectUrl: string
  clientId: string | undefined
}

export type EmailAddressesService = ReturnType<typeof createEmailAddressesService>

export function createEmailAddressesService({ db, users, verifications, messages }: EmailAddressesDeps) {
  const inTransaction = <Result>(work: (tx: Db) => Promise<Result>) => db.transaction().execute(work)

  async function get({ instance }: Scope, id: string, from: Db = db): Promise<EmailAddress> {
    const address = await findEmailAddress(from, instance.id, id)
    if (!address) throw new DomainError('resource_not_found')
    return address
  }

  async function sendIn(
    tx: Db,
    scope: Scope,
    address: EmailAddress,
    strategy: SentStrategy,
    link?: LinkInput,
  ) {
    const started = await verifications.startIn(tx, scope, {
      strategy,
      purpose: 'email_address',
      ownerId: address.id,
      target: address.emailAddress,
      clientId: link?.clientId,
      redirectUrl: link?.redirectUrl,
    })
    const minutes = minutesOf(scope, strategy)
    const to = { to: address.emailAddress, userId: address.userId }
    if (started.code !== undefined) {
      await messages.sendIn(tx, scope, {
        ...to,
        template: 'verification_code',
        variables: { code: started.code, minutes },
      })
    }
    if (started.token !== undefined && link) {
      const url = link.linkFor(started.token)
      await messages.sendIn(tx, scope, { ...to, template: 'magic_link', variables: { url, minutes } })
    }
    return started.verification
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
      inTransaction(async (tx) => await sendIn(tx, scope, await get(scope, id, tx), 'email_code')),

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

    /** Sends a code or a link to an address of one's own. It is shown with the address until it is used. */
    async prepareOwn(
      scope: Scope,
      user: Pick<User, 'id'>,
      id: string,
      input: { strategy: 'email_code' } | { strategy: 'email_link'; link: LinkInput },
    ): Promise<EmailAddress> {
      return await inTransaction(async (tx) => {
        const address = requireOwn(await get(scope, id, tx), user)
        const link = input.strategy === 'email_link' ? input.link : undefined
        const verification = await sendIn(tx, scope, address, input.strategy, link)
        await setEmailAddressVerification(tx, scope.instance.id, id, verification.id)
        return await get(scope, id, tx)
      })
    },

    /** Tries the code last sent to an address of one's own. A wrong one is counted before it is refused. */
    async attemptOwn(scope: Scope, user: Pick<User, 'id'>, id: string, code: string): Promise<EmailAddress> {
      const address = requireOwn(await get(scope, id), user)
      const attempt = await inTransaction(async (tx) => {
        const verificationId = address.verificationId
        const owner = { purpose: 'email_address', ownerId: id } as const
        const outcome = await verifications.attemptCodeIn(tx, scope, { verificationId, code, ...owner })
        await settleIn(tx, scope, address, outcome)
        return outcome
      })
      const fault = attemptFault(attempt)
      if (fault) throw fault
      return await get(scope, id)
    },
  }
}

/** Somebody else's address is as good as none. */
function requireOwn(address: EmailAddress, user: Pick<User, 'id'>): EmailAddress {
  if (address.userId !== user.id) throw new DomainError('resource_not_found')
  if (address.verification?.status === 'verified') throw new DomainError('verification_already_verified')
  return address
}

function minutesOf({ instance }: Scope, strategy: SentStrategy): number {
  const { code_lifetime_seconds: code, link_lifetime_seconds: link } = instance.settings.emails
  return Math.max(1, Math.round((strategy === 'email_link' ? link : code) / 60))
}
