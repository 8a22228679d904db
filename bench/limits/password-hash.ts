import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { costOf } from './cost-of.ts'

/** The password of every user of this bench. */
export const benchPassword = 'correct horse battery staple'

/** The digest of the bench's password, with the server's parameters. */
export function hashBenchPassword(): Promise<string> {
  return hash(benchPassword, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}

/** Verifies as the server does, one a core. */
export async function argon2Cost(milliseconds: number): Promise<number> {
  const digest = await hashBenchPassword()
  const once = async () => {
    if (!(await verify(digest, benchPassword))) throw new Error('the right password was refused')
  }
  return await costOf(once, availableParallelism(), milliseconds)
}
