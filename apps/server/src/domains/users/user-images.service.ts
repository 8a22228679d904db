import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { ImagesService } from '../images/index.ts'
import type { Scope } from '../instances/index.ts'
import type { User } from './user.entity.ts'
import type { UserChanges } from './user-changes.service.ts'

export interface UserImagesDeps {
  changes: UserChanges
  images: ImagesService
}

/** Profile images. Each belongs to one user and goes when it is replaced. */
export function createUserImages({ changes, images }: UserImagesDeps) {
  async function dropIn(tx: Db, scope: Scope, user: User): Promise<void> {
    if (user.imageId !== null) await images.deleteIn(tx, scope, user.imageId)
  }

  return {
    async setProfileImage(scope: Scope, userId: string, bytes: Uint8Array): Promise<User> {
      await changes.get(scope, userId)
      const image = await images.prepare(bytes)
      return await changes.change(scope, userId, async (user, tx) => {
        await dropIn(tx, scope, user)
        return { imageId: await images.insertIn(tx, scope, image) }
      })
    },

    removeProfileImage: (scope: Scope, userId: string): Promise<User> =>
      changes.change(scope, userId, async (user, tx) => {
        await dropIn(tx, scope, user)
        return user.imageId === null ? undefined : { imageId: null }
      }),

    /** Whoever is deleted leaves no picture behind. */
    async dropAllIn(tx: Db, scope: Scope, user: User): Promise<void> {
      await dropIn(tx, scope, user)
      for (const { pictureId } of user.externalAccounts)
        if (pictureId !== null) await images.deleteIn(tx, scope, pictureId)
    },

    /** Only one's own image, or none, can be named: another user's would go when that user replaces it. */
    async replaceImageIn(tx: Db, scope: Scope, user: User, imageId: string | null): Promise<void> {
      if (imageId === null) await dropIn(tx, scope, user)
      else if (imageId !== user.imageId)
        throw new DomainError('image_not_found', { param: 'profile_image_id' })
    },
  }
}
