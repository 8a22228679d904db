import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, DomainErrors } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { insertEmailAddress, normalizeEmailAddress } from '../email-addresses/index.ts'
import type { Scope } from '../instances/index.ts'
import { type StoredPassword, savePassword } from '../passwords/index.ts'
import type { User, UserChange } from './user.entity.ts'
import type { UserChanges } from './user-changes.service.ts'
import type { ClaimIn } from './user-email-claims.service.ts'
import type { PasswordInput, UserPasswords } from './user-passwords.service.ts'
import type { NewWallet, UserWallets } from './user-wallets.service.ts'
import { requireProfile } from './users.policy.ts'
import * as repository from './users.repository.ts'

export interface NewEmail {
  emailAddress: string
  /** How it was proven; absent: not yet. */
  verifiedBy?: string
  /** Kept for the user without proof: they can sign in with it, and nobody else can claim it. */
  reserved?: boolean
}

export interface CreateUserInput {
  profile: UserChange
  emails: readonly NewEmail[]
  web3Wallets?: readonly NewWallet[]
  password: PasswordInput
  /** The user cannot sign in until an administrator unlocks them. */
  locked?: boolean
  /** Accept a user with no identifier at all, or with no password where the instance requires one. */
  skipUserRequirement?: boolean
  skipPasswordRequirement?: boolean
}

/** What became of one of several users to be created. */
export type CreateOutcome = { user: User } | { errors: readonly DomainError[] }

export interface UserCreationDeps {
  db: Db
  clock: Clock
  changes: UserChanges
  claimIn: ClaimIn
  wallets: Pick<UserWallets, 'addNewIn'>
  passwords: UserPasswords
}

/** How users come into being: one at a time, many at a time, or at the end of a sign-up. */
export function createUserCreation({ db, clock, changes, claimIn, wallets, passwords }: UserCreationDeps) {
  /** Creates a user inside a transaction of the caller's: a sign-up completes this way. */
  async function createUserIn(
    tx: Db,
    scope: Scope,
    input: CreateUserInput,
    stored: StoredPassword | undefined,
  ): Promise<User> {
    const { instance } = scope
    const now = clock.now()
    const id = newId('user')
    const given = input.emails.map((email) => ({
      ...email,
      emailAddress: normalizeEmailAddress(email.emailAddress),
    }))
    await claimOwn(tx, scope, given)
    const profile = input.locked ? { ...input.profile, lockedAt: now } : input.profile
    const conflict = await repository.insertUser(tx, instance.id, id, profile, now)
    if (conflict) throw new DomainError('form_identifier_exists', { param: conflict })
    const primaryEmailAddressId = await addEmails(tx, scope, id, given, now)
    const primaryWeb3WalletId = await wallets.addNewIn(tx, scope, id, input.web3Wallets ?? [])
    const primaries = {
      ...(primaryEmailAddressId && { primaryEmailAddressId }),
      ...(primaryWeb3WalletId && { primaryWeb3WalletId }),
    }
    if (Object.keys(primaries).length > 0) await repository.setPrimaries(tx, instance.id, id, primaries)
    if (stored) await savePassword(tx, instance.id, id, stored, now)
    const user = await changes.get(scope, id, tx)
    await changes.recordNewIn(tx, scope, user)
    return user
  }

  /** What is proven to be the new user's own is taken from those who hold it without proof. */
  async function claimOwn(tx: Db, scope: Scope, given: readonly NewEmail[]): Promise<void> {
    const own = given.filter(({ verifiedBy, reserved }) => verifiedBy !== undefined || reserved)
    const { claimed } = await claimIn(
      tx,
      scope,
      own.map(({ emailAddress }) => emailAddress),
      {
        unproven: own.flatMap(({ verifiedBy, emailAddress }) =>
          verifiedBy === undefined ? [emailAddress] : [],
        ),
      },
    )
    if (!claimed) throw new DomainError('form_identifier_exists', { param: 'email_address' })
  }

  /** The id of the primary one: the first proven address becomes it, or the first reserved one, or the first of all. */
  async function addEmails(tx: Db, scope: Scope, userId: UserId, given: readonly NewEmail[], now: Date) {
    const added = given.map((email) => ({ ...email, id: newId('identification') }))
    for (const [index, email] of added.entries()) {
      const inserted = await insertEmailAddress(tx, scope.instance.id, {
        id: email.id,
        userId,
        emailAddress: email.emailAddress,
        verifiedBy: email.verifiedBy,
        reserved: email.reserved ?? false,
        // A millisecond apart, so that they are listed in the order they were given.
        now: new Date(now.getTime() + index),
      })
      if (!inserted) throw new DomainError('form_identifier_exists', { param: 'email_address' })
    }
    const proven = added.find(({ verifiedBy }) => verifiedBy !== undefined)
    return (proven ?? added.find(({ reserved }) => reserved) ?? added[0])?.id
  }

  async function create(scope: Scope, input: CreateUserInput): Promise<User> {
    requireProfile(input.profile, scope.instance.settings, clock.now())
    requireIdentity(input)
    const stored = await passwords.toStoredPassword(scope, input.password)
    requirePassword(scope, input, stored)
    return await db.transaction().execute((tx) => createUserIn(tx, scope, input, stored))
  }

  return {
    createUserIn,
    create,

    /** Each for itself: a fault of one is told and keeps none of the others out. Outcomes are in the order of the input. */
    async createEach(
      scope: Scope,
      inputs: readonly (CreateUserInput | DomainErrors)[],
    ): Promise<CreateOutcome[]> {
      const outcomes: CreateOutcome[] = []
      for (const input of inputs)
        outcomes.push(await outcomeOf(async () => create(scope, requireInput(input))))
      return outcomes
    },
  }
}

/** Faults that can be named become values; everything else ends the request. */
async function outcomeOf(work: () => Promise<User>): Promise<CreateOutcome> {
  try {
    return { user: await work() }
  } catch (error) {
    if (error instanceof DomainErrors) return { errors: error.errors }
    if (error instanceof DomainError) return { errors: [error] }
    throw error
  }
}

function requireInput(input: CreateUserInput | DomainErrors): CreateUserInput {
  if (input instanceof DomainErrors) throw input
  return input
}

function requireIdentity({ profile, emails, web3Wallets, skipUserRequirement }: CreateUserInput): void {
  const isNamed = typeof profile.username === 'string'
  const identified = emails.length > 0 || isNamed || (web3Wallets?.length ?? 0) > 0
  if (!identified && !skipUserRequirement) throw new DomainError('user_data_missing')
}

function requirePassword(
  { instance }: Scope,
  input: CreateUserInput,
  stored: StoredPassword | undefined,
): void {
  const { enabled, required } = instance.settings.password
  if (enabled && required && !stored && !input.skipPasswordRequirement) {
    throw new DomainError('form_param_missing', { param: 'password' })
  }
}
