/** Keeps what providers have for a picture of somebody, so that no page asks a provider for it, or lacks it later. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Log } from '../../platform/log/log.ts'
import { OutgoingRefusal } from '../../platform/outgoing/outgoing-request.ts'
import type { ImagesService, StoredImage } from '../images/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import type { User, UsersService } from '../users/index.ts'
import * as repository from './account-pictures.repository.ts'
import type { ExternalAccount } from './external-account.entity.ts'

export interface AccountPicturesDeps {
  db: Db
  clock: Clock
  log: Log
  users: Pick<UsersService, 'changeUserIn'>
  images: ImagesService
  directory: { byId(id: string): Instance | undefined }
  /** Gives what is at an address; throws an `OutgoingRefusal` where asking again is of no use. */
  fetchPicture: FetchPicture
}

export type FetchPicture = (url: string) => Promise<Uint8Array>

/** What a picture may cost: it is drawn at 512 pixels, and its provider is no slower than others. */
export const pictureLimits = { bytesMax: 5_000_000, millisecondsMax: 10_000, redirectsMax: 3 }

/** Seconds to wait after each failed try. After the last one nobody asks again until the address is another. */
const backoffSeconds = [60, 600, 3_600]
/** So many are fetched at a time, and so many of those from one source: one that is slow holds up nobody but its own. */
const fetches = { atOnceMax: 8, ofSourceMax: 2 }
/** While some are under way: how soon what has become due meanwhile is seen. */
const lookEveryMilliseconds = 1_000
/** Longer than a provider may keep us waiting, so that no picture is leased to two processes at once. */
const leaseMilliseconds = pictureLimits.millisecondsMax * 6

export function createAccountPictures(deps: AccountPicturesDeps) {
  const { db, clock, log, users, images, directory, fetchPicture } = deps

  /** The image of the user becomes what the picture is, where there was none yet, or the picture before it. */
  async function giveIn(
    tx: Db,
    scope: Scope,
    user: User,
    { pictureId, givenImageId }: ExternalAccount,
    image: StoredImage,
  ): Promise<string | undefined> {
    // Who has taken the first one away wants none.
    const isWelcome = user.imageId === null ? pictureId === null : user.imageId === givenImageId
    if (!isWelcome) return undefined
    if (user.imageId !== null) await images.deleteIn(tx, scope, user.imageId)
    return await images.insertIn(tx, scope, image)
  }

  async function placeIn(
    tx: Db,
    scope: Scope,
    user: User,
    due: repository.DuePicture,
    image: StoredImage,
  ): Promise<{ imageId?: string } | undefined> {
    const account = user.externalAccounts.find(({ id }) => id === due.accountId)
    // Disconnected meanwhile, or with another picture.
    if (account?.imageUrl !== due.imageUrl) return undefined
    await repository.planAgain(tx, due, null)
    const { pictureId: before } = account
    if (before !== null && (await images.isStoredIn(tx, scope, before, image))) return undefined
    const imageId = await giveIn(tx, scope, user, account, image)
    const pictureId = await images.insertIn(tx, scope, image)
    await repository.savePicture(tx, due, { pictureId, givenImageId: imageId ?? account.givenImageId })
    if (before !== null) await images.deleteIn(tx, scope, before)
    return imageId === undefined ? {} : { imageId }
  }

  async function keep(due: repository.DuePicture): Promise<void> {
    const instance = directory.byId(due.instanceId)
    if (!instance) return
    const scope: Scope = { instance, request: {} }
    try {
      const image = await images.prepare(await fetchPicture(due.imageUrl))
      await db
        .transaction()
        .execute((tx) =>
          users.changeUserIn(tx, scope, due.userId, (user) => placeIn(tx, scope, user, due, image)),
        )
    } catch (error) {
      await handleFailure(due, error)
    }
  }

  async function handleFailure(due: repository.DuePicture, error: unknown): Promise<void> {
    const seconds = isFinal(error) ? undefined : backoffSeconds[due.attempts - 1]
    const again = seconds === undefined ? null : new Date(clock.now().getTime() + seconds * 1000)
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown'
    // The address stays out of the log: some are open to whoever knows them.
    const { accountId, provider, attempts } = due
    log.info({ account: accountId, provider, attempts, reason, again }, 'picture of a provider not kept')
    await repository.planAgain(db, due, again)
  }

  /** What cannot even be written down is tried again when its lease has ended. */
  const keepOrLog = (due: repository.DuePicture) =>
    keep(due).catch((error: unknown) => log.warn({ account: due.accountId, err: error }, 'picture not kept'))

  async function claim(underWay: readonly repository.PictureSource[]) {
    if (underWay.length >= fetches.atOnceMax) return undefined
    const now = clock.now()
    const leaseUntil = new Date(now.getTime() + leaseMilliseconds)
    return await repository.claimDuePicture(db, { now, leaseUntil, besides: busySources(underWay) })
  }

  return {
    /** Fetches all that is due now. */
    async keepAllDue(): Promise<void> {
      const underWay = new Map<repository.DuePicture, Promise<void>>()
      try {
        for (;;) {
          // As it was when it was asked what is due: whatever ends meanwhile makes room for more of its source.
          const before = [...underWay]
          const due = await claim(before.map(([picture]) => picture))
          if (due) {
            const work = keepOrLog(due).finally(() => underWay.delete(due))
            underWay.set(due, work)
          } else if (before.length === 0) return
          else
            await Promise.race([
              ...before.map(([, work]) => work),
              pause(lookEveryMilliseconds, undefined, { ref: false }),
            ])
        }
      } finally {
        await Promise.all(underWay.values())
      }
    },
  }
}

/** Those that as much is fetched from as may be. */
function busySources(underWay: readonly repository.PictureSource[]): repository.PictureSource[] {
  const bySource = Map.groupBy(underWay, ({ instanceId, provider }) => `${instanceId} ${provider}`)
  return [...bySource.values()].flatMap((all) => (all.length < fetches.ofSourceMax ? [] : all.slice(0, 1)))
}

/** It would be the same the next time. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof OutgoingRefusal ||
    (error instanceof DomainError && (error.code === 'image_type_not_supported' || isGone(error)))
  )
}

/** The user is. */
const isGone = ({ code }: DomainError) => code === 'resource_not_found'
