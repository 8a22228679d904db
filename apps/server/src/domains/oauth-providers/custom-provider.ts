import type { CustomProvider } from '@keywright/contract'
import type { z } from 'zod'
import type { OAuthProvider } from './provider.ts'

export interface Discovered {
  issuer: string
}

export function customProvider(
  _key: string,
  _custom: z.output<typeof CustomProvider>,
  _found?: Discovered,
): OAuthProvider {
  throw new Error('not yet')
}
