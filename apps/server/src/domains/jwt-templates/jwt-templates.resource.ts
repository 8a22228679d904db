import type { JwtTemplateResource } from '@keywright/contract'
import type { z } from 'zod'
import type { Instance } from '../instances/index.ts'
import type { JwtTemplate } from './jwt-template.entity.ts'

/** A template as servers see it: which algorithm signs, never with what. */
export function toJwtTemplateResource(
  template: JwtTemplate,
  instance: Instance,
): z.input<typeof JwtTemplateResource> {
  return {
    object: 'jwt_template',
    id: template.id,
    name: template.name,
    claims: template.claims,
    lifetime: template.lifetimeSeconds,
    allowed_clock_skew: template.allowedClockSkewSeconds,
    custom_signing_key: template.ownKey !== null,
    signing_algorithm: template.ownKey?.algorithm ?? instance.settings.tokens.signing_algorithm,
    created_at: template.createdAt.getTime(),
    updated_at: template.updatedAt.getTime(),
  }
}
