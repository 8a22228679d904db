import type { Id } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { createLimiter } from '../../platform/limiter.ts'
import type { Scope } from '../instances/index.ts'
import { edgeMax, pixelsMax, sniffImageFormat } from './images.policy.ts'
import * as repository from './images.repository.ts'

export interface ImagesDeps {
  db: Db
  clock: Clock
}

/** One picture may unpack to some hundred megabytes, so they are unpacked one after the other. */
const decoding = { concurrency: 1, waitingMax: 16 }

export type ImagesService = ReturnType<typeof createImagesService>

/**
 * Images that users upload. None is stored as it came: it is decoded and written anew, so that no metadata, no second
 * file behind the first and nothing that a decoder elsewhere could trip over is ever served.
 */
export function createImagesService({ db, clock }: ImagesDeps) {
  const limit = createLimiter(decoding)
  return {
    /** Makes of an upload what may be stored. Slow: runs before the transaction. */
    async prepare(bytes: Uint8Array): Promise<repository.StoredImage> {
      if (sniffImageFormat(bytes) === undefined)
        throw new DomainError('image_type_not_supported', { param: 'file' })
      return { contentType: 'image/webp', bytes: await limit(() => rewrite(bytes)) }
    },

    async insertIn(tx: Db, { instance }: Scope, image: repository.StoredImage): Promise<Id<'image'>> {
      const id = newId('image')
      await repository.insertImage(tx, instance.id, id, image, clock.now())
      return id
    },

    deleteIn: (tx: Db, { instance }: Scope, id: string): Promise<void> =>
      repository.deleteImage(tx, instance.id, id),

    /** Whether this is what is stored already. */
    async isStoredIn(tx: Db, { instance }: Scope, id: string, { bytes }: repository.StoredImage) {
      const stored = await repository.findImage(tx, instance.id, id)
      return stored !== undefined && Buffer.from(stored.bytes).equals(bytes)
    },

    async get({ instance }: Scope, id: string): Promise<repository.StoredImage> {
      const image = await repository.findImage(db, instance.id, id)
      if (!image) throw new DomainError('image_not_found')
      return image
    },
  }
}

/** Loaded with the first upload: a server that stores no images does not carry the decoder. */
async function rewrite(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  try {
    // The limit is checked against the header, before anything is unpacked. Only the first frame of an animation is read.
    return await sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error', pages: 1 })
      .autoOrient()
      .resize({ width: edgeMax, height: edgeMax, fit: 'cover', withoutEnlargement: true })
      .webp({ quality: 85 })
      .toBuffer()
  } catch (cause) {
    throw new DomainError('image_type_not_supported', { param: 'file', cause })
  }
}
