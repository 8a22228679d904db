import { z } from 'zod'

/** One uploaded file, as the server reads it from a multipart field `file` or from the raw body. */
export const ImageBody = z.object({
  file: z.object({ bytes: z.instanceof(Uint8Array), contentType: z.string() }),
})

/** A stored image, as the browser that uploaded it is told. */
export const ImageResource = z
  .object({ object: z.literal('image'), id: z.string(), name: z.string(), public_url: z.string() })
  .meta({ id: 'Image' })
