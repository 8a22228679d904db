import type { Id } from '@keywright/contract'
import type { JwsAlgorithm } from '../tokens/index.ts'

export type JwtTemplateId = Id<'jwtTemplate'>

/** A named shape of tokens for another service. */
export interface JwtTemplate {
  id: JwtTemplateId
  version: number
  name: string
  claims: Record<string, unknown>
  lifetimeSeconds: number
  allowedClockSkewSeconds: number
  /** A key of the template's own, sealed; by default the instance's signs. */
  ownKey: { algorithm: JwsAlgorithm; sealedKey: Buffer } | null
  createdAt: Date
  updatedAt: Date
}

/** The parts of a template that are written. */
export type JwtTemplateContent = Omit<JwtTemplate, 'id' | 'version' | 'createdAt' | 'updatedAt'>
