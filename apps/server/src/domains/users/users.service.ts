import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { invariant } from '../../platform/domain-error.ts'
import { normalizeEmailAddress } from '../email-addresses/index.ts'
import { appendEvent, recordInvalidation } from '../events/index.ts'
import type { AccountStore } from '../external-accounts/index.ts'
import type { ImagesService } from '../images/index.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import { type PasswordHashing, savePassword } from '../passwords/index.ts'
import { web3IdentifierOf } from '../web3-wallets/index.ts'
import type { User, UserChange } from './user.entity.ts'
import { createUserAccess } from './user-access.service.ts'
import { createUserChanges, type OnAddressesProven } from './user-changes.service.ts'
import { createUserCreation } from './user-creation.service.ts'
import { createEmailClaims } from './user-email-claims.service.ts'
import { createUserEmails } from './user-emails.service.ts'
import { createUserExternalAccounts } from './user-external-accounts.service.ts'
import { createUserImages } from './user-images.service.ts'
import { createUserMetadata } from './user-metadata.service.ts'
import { createUserPasswords, type EndSessions, type PasswordInput } from './user-passwords.service.ts'
import { createUserProofs } from './user-proofs.service.ts'
import type { UserFilters, UserPageRequest } from './user-search.entity.ts'
import { createUserWallets, requireOwnWallet } from './user-wallets.service.ts'
import { requireProfile } from './users.policy.ts'
import * as repository from './users.repository.ts'
import { countUsers, searchUserIds } from './users-search.repository.ts'

export interface UsersDeps {
  db: Db
  clock: Clock
  passwords: PasswordHashing
  images: ImagesService
  messages: Pick<MessagesService, 'sendIn'>
  /** Where this server is; image URLs in events begin with it. */
  publicUrl: string
  endSessions: EndSessions
  accounts: AccountStore
  /** Takes whoever is deleted out of their organizations, or refuses. */
  leaveOrganizations: (tx: Db, scope: Scope, user: User) => Promise<void>
  onAddressesProven: OnAddressesProven
}

export interface UpdateUserInput {
  profile: UserChange
  password?: PasswordInput
  /** Signs the user out everywhere. */
  endSessions?: boolean
  /** Tells the address that was the primary one, when another takes its place. */
  notifyPrimaryChanged?: boolean
}

export type UsersService = ReturnType<typeof createUsersService>

/** Users of an instance. Every change is one transaction with its event. */
export function createUsersService(deps: UsersDeps) {
  const { db, clock, messages, endSessions } = deps
  const changes = createUserChanges(deps)
  const passwords = createUserPasswords({ ...deps, changes })
  const claimIn = createEmailClaims({ changes })
  const emails = createUserEmails({ clock, changes, messages, claimIn })
  const wallets = createUserWallets({ db, clock, changes })
  const creation = createUserCreation({ db, clock, changes, claimIn, wallets, passwords })
  const access = createUserAccess({ db, clock, changes, endSessions })
  const externalAccounts = createUserExternalAccounts({ ...deps, changes, claimIn })
  const userImages = createUserImages({ ...deps, changes })

  return {
    ...creation,
    ...passwords,
    ...emails,
    ...wallets,
    ...access,
    ...externalAccounts,
    ...userImages,
    ...createUserMetadata({ changes }),
    ...createUserProofs({ access, passwords }),
    changeUserIn: changes.changeIn,
    noteSignInIn: changes.noteSignInIn,
    changeUser: changes.change,

    get: (scope: Scope, userId: string, from?: Db): Promise<User> => changes.get(scope, userId, from),

    /** Locks a user until the transaction ends, so that what is counted of theirs is counted once. */
    findAndLockIn: (tx: Db, { instance }: Scope, userId: string): Promise<User | undefined> =>
      repository.lockUser(tx, instance.id, userId),

    /** The users of these ids, in the order of the ids; unknown ids are left out. */
    listByIds: ({ instance }: Scope, userIds: readonly string[]): Promise<User[]> =>
      repository.listUsersByIds(db, instance.id, userIds),

    /** Whom an email address, a wallet or a username names; nobody may learn from outside that it is `undefined`. */
    async findByIdentifier(
      { instance }: Scope,
      identifier: string,
    ): Promise<repository.IdentifiedUser | undefined> {
      const web3Wallet = web3IdentifierOf(instance.settings, identifier)
      if (web3Wallet !== undefined) return await repository.findUserByWeb3Wallet(db, instance.id, web3Wallet)
      return identifier.includes('@')
        ? await repository.findUserByEmailAddress(db, instance.id, normalizeEmailAddress(identifier))
        : await repository.findUserByUsername(db, instance.id, identifier.trim())
    },

    async list(scope: Scope, request: UserPageRequest): Promise<User[]> {
      const ids = await searchUserIds(db, scope.instance.id, request)
      return await repository.listUsersByIds(db, scope.instance.id, ids)
    },

    count: (scope: Scope, filters: UserFilters): Promise<number> =>
      countUsers(db, scope.instance.id, filters),

    async update(scope: Scope, userId: string, input: UpdateUserInput): Promise<User> {
      const { profile } = input
      requireProfile(profile, scope.instance.settings, clock.now())
      const stored = await passwords.toStoredPassword(scope, input.password ?? {})
      return await changes.change(
        scope,
        userId,
        async (user, tx) => {
          if (profile.primaryEmailAddressId) {
            const options = { notify: input.notifyPrimaryChanged ?? false }
            await emails.replacePrimaryIn(tx, scope, user, profile.primaryEmailAddressId, options)
          }
          requireOwnWallet(user, profile.primaryWeb3WalletId)
          if (profile.imageId !== undefined) await userImages.replaceImageIn(tx, scope, user, profile.imageId)
          if (stored) await savePassword(tx, scope.instance.id, user.id, stored, clock.now())
          if (input.endSessions) await endSessions(tx, scope, user.id)
          return profile
        },
        { narrowed: stored !== undefined },
      )
    },

    /** Deletes the user with all that is theirs; their sessions end at once. */
    async delete(scope: Scope, userId: string): Promise<User> {
      const { instance, request } = scope
      return await db.transaction().execute(async (tx) => {
        const user = await changes.lockIn(tx, scope, userId)
        await deps.leaveOrganizations(tx, scope, user)
        await endSessions(tx, scope, user.id)
        await userImages.dropAllIn(tx, scope, user)
        invariant(await repository.deleteUser(tx, instance.id, user.id), 'a locked user can be deleted')
        const version = user.version + 1
        const identity = { object: 'user', id: user.id, deleted: true }
        await appendEvent(tx, {
          instanceId: instance.id,
          type: 'user.deleted',
          entityId: user.id,
          entityVersion: version,
          data: user.externalId === null ? identity : { ...identity, external_id: user.externalId },
          attributes: request,
        })
        await recordInvalidation(tx, {
          ...{ instanceId: instance.id, kind: 'user', key: user.id, version },
          ...{ notify: true, revokes: true },
        })
        return user
      })
    },
  }
}
