import { z } from 'zod'

/** A point in time on the wire: integer milliseconds since 1970. */
export const timestamp = z.number().int()

/** One value that may also be given several times: `?email_address=a&email_address=b`. */
export const oneOrMany = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))

/** A JSON object whose keys the caller chooses. */
export const metadata = z.record(z.string(), z.unknown())

/** The years 1 to 9999: what RFC 3339 can write and every part of the system can keep. */
const earliestMilliseconds = -62_135_596_800_000
const latestMilliseconds = 253_402_300_799_999
const milliseconds = z.number().int().min(earliestMilliseconds).max(latestMilliseconds)

/** A point in time in a query: milliseconds since 1970. */
export const millisecondsParam = z.coerce.number().pipe(milliseconds)

/** A time a caller sends: RFC 3339 text or milliseconds since 1970. */
export const timeInput = z
  .union([milliseconds, z.iso.datetime({ offset: true }), z.string().regex(/^\d{1,15}$/)])
  .transform((value) => new Date(typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value))
  .pipe(z.date().min(new Date(earliestMilliseconds)).max(new Date(latestMilliseconds)))

/** Form bodies know only text; these read what the SDKs write into them (wire contract 6.1). */
export const formBoolean = z.union([z.boolean(), z.stringbool()])

/** Form bodies write `null` as the empty string. */
export const formNullableText = z
  .union([z.string(), z.null()])
  .transform((value) => (value === '' ? null : value))

/** `__proto__` in JSON becomes an own key, which a later merge could turn into a prototype. */
function dropPrototypeKeys(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}

/** A JSON object written as text into a form field. */
export const formMetadata = z.union([
  metadata,
  z.string().transform((text, context) => {
    try {
      return metadata.parse(JSON.parse(text, dropPrototypeKeys))
    } catch {
      context.addIssue({ code: 'custom', message: 'not a JSON object' })
      return z.NEVER
    }
  }),
])

/** What a deletion answers. */
export const DeletedObject = z
  .object({
    object: z.string(),
    id: z.string().optional(),
    external_id: z.string().nullable().optional(),
    slug: z.string().nullable().optional(),
    deleted: z.boolean(),
  })
  .meta({ id: 'DeletedObject' })

export const TotalCount = z
  .object({ object: z.literal('total_count'), total_count: z.number().int() })
  .meta({ id: 'TotalCount' })
