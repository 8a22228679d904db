import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { isClaimed, listHolders, normalizeEmailAddress } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import { requireProfile, type UsersService } from '../users/index.ts'
import { requireWelcomeAddress } from '../verifications/index.ts'
import { findWeb3Holder, web3IdentifierOf } from '../web3-wallets/index.ts'
import type { SignUpData } from './sign-up.entity.ts'
import { requireAskedFor, type SignUpInput } from './sign-up.policy.ts'

export interface SignUpInputsDeps {
  db: Db
  clock: Clock
  users: Pick<UsersService, 'findByIdentifier' | 'toStoredPassword'>
}

/** A checked change of an attempt: slow work, such as hashing, is done. */
export type SignUpChange = Partial<SignUpData>

export type SignUpInputs = ReturnType<typeof createSignUpInputs>

/** Reads what a browser sent into what an attempt keeps. Only fields named here can ever reach a user. */
export function createSignUpInputs({ db, clock, users }: SignUpInputsDeps) {
  /** Where existence is concealed a taken address goes on like any other, and its owner is told by mail. */
  async function readEmailAddress({ instance }: Scope, given: string | null): Promise<SignUpChange> {
    const unproven = {
      ...{ emailVerificationId: null, emailVerifiedAt: null, emailVerifiedBy: null },
      // It was for the address of before.
      organizationInvitationId: null,
    }
    if (given === null) return { ...unproven, emailAddress: null, emailAddressTaken: false }
    const emailAddress = normalizeEmailAddress(given)
    requireWelcomeAddress(instance, emailAddress)
    const { verify_at_sign_up: isProven } = instance.settings.email_address
    const holders = await listHolders(db, instance.id, [emailAddress])
    // One that somebody merely wrote on their profile is nobody's own yet.
    const isTaken = holders.some(isClaimed)
    const isConcealed = isProven && instance.settings.attack_protection.enumeration_protection
    if (isTaken && !isConcealed) throw new DomainError('form_identifier_exists', { param: 'email_address' })
    return { ...unproven, emailAddress, emailAddressTaken: isTaken }
  }

  /** Where existence is concealed a taken wallet goes on like any other: only who signs with it is told. */
  async function readWeb3Wallet({ instance }: Scope, given: string | null): Promise<SignUpChange> {
    const unproven = { web3VerificationId: null, web3VerifiedAt: null, web3VerifiedBy: null }
    if (given === null) return { ...unproven, web3Wallet: null }
    const web3Wallet = web3IdentifierOf(instance.settings, given)
    if (web3Wallet === undefined) throw new DomainError('form_param_format_invalid', { param: 'web3_wallet' })
    const isConcealed = instance.settings.attack_protection.enumeration_protection
    if (!isConcealed && (await findWeb3Holder(db, instance.id, web3Wallet)))
      throw new DomainError('form_identifier_exists', { param: 'web3_wallet' })
    return { ...unproven, web3Wallet }
  }

  async function readUsername(scope: Scope, username: string | null): Promise<SignUpChange> {
    if (username === null) return { username }
    const taken = await users.findByIdentifier(scope, username)
    if (taken) throw new DomainError('form_identifier_exists', { param: 'username' })
    return { username }
  }

  async function readPassword(scope: Scope, password: string | null): Promise<SignUpChange> {
    const stored = (await users.toStoredPassword(scope, { password })) ?? null
    return { password: stored, hasPassword: stored !== null }
  }

  return {
    async read(scope: Scope, input: SignUpInput): Promise<SignUpChange> {
      const { settings } = scope.instance
      requireAskedFor(settings, input)
      const plain = given({
        firstName: input.firstName,
        lastName: input.lastName,
        locale: input.locale,
        unsafeMetadata: input.unsafeMetadata,
      })
      const now = clock.now()
      requireProfile({ ...plain, ...given({ username: input.username }) }, settings, now)
      return {
        ...plain,
        ...(input.legalAccepted === undefined ? {} : { legalAcceptedAt: input.legalAccepted ? now : null }),
        ...(input.username === undefined ? {} : await readUsername(scope, input.username)),
        ...(input.emailAddress === undefined ? {} : await readEmailAddress(scope, input.emailAddress)),
        ...(input.web3Wallet === undefined ? {} : await readWeb3Wallet(scope, input.web3Wallet)),
        // Hashed last: nothing that is refused anyway costs a hash.
        ...(input.password === undefined ? {} : await readPassword(scope, input.password)),
      }
    },
  }
}

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> }

function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Given<Fields>
}
