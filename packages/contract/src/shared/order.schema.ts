import { z } from 'zod'
import { oneOrMany } from './values.schema.ts'

/** `order_by` of a list: `created_at`, `+created_at` or `-created_at`; of several values the first counts. */
export function orderBy<const Field extends string>(fields: readonly Field[]) {
  return oneOrMany
    .transform((values) => values[0] ?? '')
    .pipe(z.string().regex(new RegExp(`^[+ -]?(${fields.join('|')})$`)))
    .transform((text) => ({
      field: text.replace(/^[+ -]/, '') as Field,
      descending: text.startsWith('-'),
    }))
}
