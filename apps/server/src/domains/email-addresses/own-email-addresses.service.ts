/** The email addresses of signed-in users, as they see to them themselves. */
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { CallerSession, FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { ReverificationsService } from '../reverifications/index.ts'
import type { UsersService } from '../users/index.ts'
import {
  attemptFault,
  type LinkOutcome,
  requireRedirectUrl,
  requireWelcomeAddress,
  type Verification,
  type VerificationsService,
  verifyLinkUrl,
} from '../verifications/index.ts'
import type { EmailAddress } from './email-address.entity.ts'
import { findEmailAddress, setEmailAddressVerification } from './email-addresses.repository.ts'
import type { SendProof } from './send-proof.service.ts'

/** Where links may lead, and under which URL of ours they begin. */
export interface OwnAddressUrls {
  isRedirectAllowed(scope: FrontendScope, url: string): Promise<boolean>
  baseUrl(scope: FrontendScope): string
}

export interface OwnEmailAddressesDeps {
  db: Db
  users: UsersService
  verifications: VerificationsService
  reverifications: Pick<ReverificationsService, 'requireRecentProof'>
  sendProofIn: SendProof
  urls: OwnAddressUrls
}

export interface PrepareOwnInput {
  strategy: 'email_code' | 'email_link'
  redirectUrl?: string | undefined
}

export type OwnEmailAddressesService = ReturnType<typeof createOwnEmailAddresses>

export function createOwnEmailAddresses(deps: OwnEmailAddressesDeps) {
  const { db, users, verifications, reverifications, sendProofIn, urls } = deps
  const inTransaction = <Result>(work: (tx: Db) => Promise<Result>) => db.transaction().execute(work)

  /** Somebody else's address is as good as none. */
  async function get({ instance }: Scope, { userId }: CallerSession, id: string, from: Db = db) {
    const address = await findEmailAddress(from, instance.id, id)
    if (address?.userId !== userId) throw new DomainError('resource_not_found')
    return address
  }

  async function getOpen(scope: Scope, caller: CallerSession, id: string, from?: Db): Promise<EmailAddress> {
    const address = await get(scope, caller, id, from)
    if (address.verification?.status === 'verified') throw new DomainError('verification_already_verified')
    return address
  }

  return {
    get: (scope: Scope, caller: CallerSession, id: string): Promise<EmailAddress> => get(scope, caller, id),

    async list(scope: Scope, caller: CallerSession): Promise<readonly EmailAddress[]> {
      return (await users.get(scope, caller.userId)).emailAddresses
    },

    /** Where existence is concealed, an address that is somebody else's is added like any other, and never proven. */
    async add(scope: Scope, caller: CallerSession, emailAddress: string): Promise<EmailAddress> {
      const { email_address: email, attack_protection: protection } = scope.instance.settings
      if (!email.enabled) throw new DomainError('form_param_unknown', { param: 'email_address' })
      requireWelcomeAddress(scope.instance, emailAddress)
      await reverifications.requireRecentProof(scope, caller)
      const input = { emailAddress, hideOwner: protection.enumeration_protection }
      const added = await inTransaction((tx) => users.addEmailAddressIn(tx, scope, caller.userId, input))
      return added.emailAddress
    },

    async remove(scope: Scope, caller: CallerSession, id: string): Promise<void> {
      await get(scope, caller, id)
      await reverifications.requireRecentProof(scope, caller)
      await inTransaction((tx) => users.removeEmailAddressIn(tx, scope, caller.userId, id))
    },

    /** Sends a code or a link. It is shown with the address until it is used. */
    async prepare(
      scope: FrontendScope,
      caller: CallerSession,
      id: string,
      { strategy, redirectUrl }: PrepareOwnInput,
    ): Promise<EmailAddress> {
      if (!scope.instance.settings.email_address.verify_with.includes(strategy)) {
        throw new DomainError('verification_strategy_invalid', { param: 'strategy' })
      }
      if (strategy === 'email_link') {
        await requireRedirectUrl(redirectUrl, (url) => urls.isRedirectAllowed(scope, url))
      }
      return await inTransaction(async (tx) => {
        const address = await getOpen(scope, caller, id, tx)
        const verification = await sendProofIn(tx, scope, address, strategy, {
          linkFor: (token) => verifyLinkUrl(urls.baseUrl(scope), token),
          redirectUrl,
          clientId: scope.client?.id,
        })
        await setEmailAddressVerification(tx, scope.instance.id, id, verification.id)
        return await get(scope, caller, id, tx)
      })
    },

    /** Tries the code last sent. A wrong one is counted before it is refused. */
    async attempt(scope: Scope, caller: CallerSession, id: string, code: string): Promise<EmailAddress> {
      const { verificationId } = await getOpen(scope, caller, id)
      const attempt = await inTransaction(async (tx) => {
        const owner = { purpose: 'email_address', ownerId: id } as const
        const outcome = await verifications.attemptCodeIn(tx, scope, { verificationId, code, ...owner })
        if (outcome.outcome === 'verified') {
          await users.markEmailAddressVerifiedIn(tx, scope, caller.userId, id, outcome.verification.strategy)
        }
        return outcome
      })
      const fault = attemptFault(attempt)
      if (fault) throw fault
      return await get(scope, caller, id)
    },

    /** What opening a link does. It proves the address and signs nobody in, so it counts wherever it is opened. */
    async confirmLink(scope: Scope, { id, ownerId }: Verification): Promise<LinkOutcome> {
      const attempt = await inTransaction(async (tx) => {
        const address = await findEmailAddress(tx, scope.instance.id, ownerId)
        if (!address) return { outcome: 'missing' as const }
        const outcome = await verifications.consumeLinkIn(tx, scope, id)
        if (outcome.outcome === 'verified') {
          await users.markEmailAddressVerifiedIn(tx, scope, address.userId, address.id, 'email_link')
        }
        return outcome
      })
      const status =
        attempt.outcome === 'verified' || attempt.outcome === 'expired' ? attempt.outcome : 'failed'
      return { status, createdSessionId: null }
    },
  }
}
