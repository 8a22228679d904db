import { isUniqueViolation } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'

export const keyTaken = () => new DomainError('form_identifier_exists', { param: 'key' })

/** Of two who give the same key at once the database stops one: that is told as any other key that is taken. */
export async function refuseTakenKey<Result>(work: Promise<Result>, index: string): Promise<Result> {
  return await work.catch((error: unknown) => {
    throw isUniqueViolation(error, index) ? keyTaken() : error
  })
}
