import { findReservedClaim } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import { type Db, isUniqueViolation } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Vault } from '../../platform/secrets/seal.ts'
import { appendEvent, recordInvalidation } from '../events/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import { createProvenMemory, type InvalidationFeed } from '../invalidations/index.ts'
import type { JwsAlgorithm, TokenTemplate } from '../tokens/index.ts'
import type { JwtTemplate, JwtTemplateContent, JwtTemplateId } from './jwt-template.entity.ts'
import { requireClaimsSize, requireFreeClaims } from './jwt-templates.policy.ts'
import * as repository from './jwt-templates.repository.ts'
import { toJwtTemplateResource } from './jwt-templates.resource.ts'
import { parseSigningKey } from './template-key.policy.ts'

export interface JwtTemplatesDeps {
  db: Db
  clock: Clock
  vault: Vault
  feed: Pick<InvalidationFeed, 'isProven' | 'lastReadAt' | 'subscribe'>
}

/** `null` and, for a new template, `undefined` mean the default; for one that exists, `undefined` leaves what is there. */
export interface JwtTemplateInput {
  name: string
  claims: Record<string, unknown>
  lifetimeSeconds?: number | null | undefined
  allowedClockSkewSeconds?: number | null | undefined
  hasOwnKey?: boolean | undefined
  signingAlgorithm?: JwsAlgorithm | null | undefined
  signingKey?: string | null | undefined
}

const lifetimeSecondsDefault = 60
const clockSkewSecondsDefault = 5

/** Few templates are in use at a time. */
const rememberedMax = 1_000

export type JwtTemplatesService = ReturnType<typeof createJwtTemplatesService>

/** Templates of tokens for other services. */
export function createJwtTemplatesService({ db, clock, vault, feed }: JwtTemplatesDeps) {
  const memory = createProvenMemory<{ instance: Pick<Instance, 'id'>; id: string; template: TokenTemplate }>({
    feed,
    capacity: rememberedMax,
    dependsOn: ({ instance, id }) => [{ instanceId: instance.id, kind: 'jwt_template', key: id }],
  })

  function sealContext({ id }: Pick<Instance, 'id'>, templateId: JwtTemplateId): string {
    return `jwt_template_key:${id}:${templateId}`
  }

  function toContent(
    instance: Instance,
    id: JwtTemplateId,
    input: JwtTemplateInput,
    before: JwtTemplate | undefined,
  ): JwtTemplateContent {
    requireFreeClaims(findReservedClaim(input.claims, 'template'))
    requireClaimsSize(input.claims)
    return {
      name: input.name,
      claims: input.claims,
      lifetimeSeconds: orBefore(input.lifetimeSeconds, before?.lifetimeSeconds, lifetimeSecondsDefault),
      allowedClockSkewSeconds: orBefore(
        input.allowedClockSkewSeconds,
        before?.allowedClockSkewSeconds,
        clockSkewSecondsDefault,
      ),
      ownKey: toOwnKey(instance, id, input, before),
    }
  }

  function toOwnKey(
    instance: Instance,
    id: JwtTemplateId,
    { hasOwnKey, signingAlgorithm, signingKey }: JwtTemplateInput,
    before: JwtTemplate | undefined,
  ): JwtTemplate['ownKey'] {
    const kept = before?.ownKey ?? null
    if (!(hasOwnKey ?? kept !== null)) return null
    const algorithm = signingAlgorithm ?? kept?.algorithm
    if (!algorithm) throw new DomainError('form_conditional_param_missing', { param: 'signing_algorithm' })
    if (!signingKey) {
      if (kept?.algorithm === algorithm) return kept
      throw new DomainError('form_conditional_param_missing', { param: 'signing_key' })
    }
    if (!parseSigningKey(algorithm, signingKey))
      throw new DomainError('form_param_format_invalid', { param: 'signing_key' })
    return { algorithm, sealedKey: vault.seal(signingKey, sealContext(instance, id)) }
  }

  async function recordIn(
    tx: Db,
    { instance, request }: Scope,
    type: 'jwtTemplate.created' | 'jwtTemplate.updated' | 'jwtTemplate.deleted',
    template: JwtTemplate,
  ): Promise<void> {
    const isDeleted = type === 'jwtTemplate.deleted'
    const version = isDeleted ? template.version + 1 : template.version
    await appendEvent(tx, {
      instanceId: instance.id,
      type,
      entityId: template.id,
      entityVersion: version,
      data: isDeleted
        ? { object: 'jwt_template', id: template.id, deleted: true }
        : toJwtTemplateResource(template, instance),
      attributes: request,
    })
    const { id: key } = template
    await recordInvalidation(tx, {
      instanceId: instance.id,
      kind: 'jwt_template',
      key,
      version,
      notify: true,
    })
  }

  async function get({ instance }: Scope, id: string): Promise<JwtTemplate> {
    const template = await repository.findTemplate(db, instance.id, id)
    if (!template) throw new DomainError('resource_not_found')
    return template
  }

  async function lockIn(tx: Db, { instance }: Scope, id: string): Promise<JwtTemplate> {
    const template = await repository.lockTemplate(tx, instance.id, id)
    if (!template) throw new DomainError('resource_not_found')
    return template
  }

  function openTemplate(instance: Instance, template: JwtTemplate): TokenTemplate {
    const { claims, lifetimeSeconds, allowedClockSkewSeconds, ownKey } = template
    const shape = { claims, lifetimeSeconds, allowedClockSkewSeconds }
    if (!ownKey) return shape
    const text = vault.open(ownKey.sealedKey, sealContext(instance, template.id)).toString()
    const key = parseSigningKey(ownKey.algorithm, text)
    if (!key) throw new DomainError('internal_error', { cause: `unreadable key of ${template.id}` })
    return { ...shape, signingMaterial: { algorithm: ownKey.algorithm, key } }
  }

  return {
    get,

    list: ({ instance }: Scope, page: repository.PageRequest): Promise<JwtTemplate[]> =>
      repository.listTemplates(db, instance.id, page),

    count: ({ instance }: Scope): Promise<number> => repository.countTemplates(db, instance.id),

    async create(scope: Scope, input: JwtTemplateInput): Promise<JwtTemplate> {
      const { instance } = scope
      const id = newId('jwtTemplate')
      const content = toContent(instance, id, input, undefined)
      return await db.transaction().execute(async (tx) => {
        const created = await repository.insertTemplate(tx, instance.id, { id, now: clock.now(), ...content })
        if (!created) throw nameTaken()
        await recordIn(tx, scope, 'jwtTemplate.created', created)
        return created
      })
    },

    async update(scope: Scope, id: string, input: JwtTemplateInput): Promise<JwtTemplate> {
      const { instance } = scope
      const work = db.transaction().execute(async (tx) => {
        const before = await lockIn(tx, scope, id)
        const content = toContent(instance, before.id, input, before)
        const now = clock.now()
        const updated = await repository.updateTemplate(tx, instance.id, { id: before.id, now, ...content })
        await recordIn(tx, scope, 'jwtTemplate.updated', updated)
        return updated
      })
      return await work.catch((error: unknown) => {
        throw isUniqueViolation(error, 'jwt_templates_name') ? nameTaken() : error
      })
    },

    async delete(scope: Scope, id: string): Promise<JwtTemplate> {
      return await db.transaction().execute(async (tx) => {
        const template = await lockIn(tx, scope, id)
        await repository.deleteTemplate(tx, scope.instance.id, template.id)
        await recordIn(tx, scope, 'jwtTemplate.deleted', template)
        return template
      })
    },

    /** A template by its name, ready to sign: from memory while that is proven to be right. */
    async openByName(instance: Instance, name: string): Promise<TokenTemplate> {
      const key = `${instance.id} ${name}`
      const known = memory.get(key)?.value
      if (known) return known.template
      const found = await memory.read(key, async () => {
        const template = await repository.findTemplateByName(db, instance.id, name)
        return template && { instance, id: template.id, template: openTemplate(instance, template) }
      })
      if (!found) throw new DomainError('resource_not_found')
      return found.template
    },
  }
}

function nameTaken(): DomainError {
  return new DomainError('form_identifier_exists', { param: 'name' })
}

function orBefore(value: number | null | undefined, before: number | undefined, fallback: number): number {
  if (value === undefined) return before ?? fallback
  return value ?? fallback
}
