import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Vault } from '../../platform/secrets/seal.ts'
import type { Scope } from '../instances/index.ts'
import { newWebhookSecret } from './webhook-delivery.policy.ts'
import * as repository from './webhooks.repository.ts'

export interface WebhooksDeps {
  db: Db
  clock: Clock
  vault: Vault
}

type Named = Pick<Scope['instance'], 'id'>

export type WebhooksService = ReturnType<typeof createWebhooksService>

/** The secret that an instance's webhooks are signed with. It is sealed at rest, and shown to the operator only. */
export function createWebhooksService({ db, clock, vault }: WebhooksDeps) {
  const seal = (instanceId: string, secret: string) => vault.seal(secret, sealContext(instanceId))

  return {
    openSecret: ({ id }: Named, sealed: Buffer): string => vault.open(sealed, sealContext(id)).toString(),

    /** Makes what the endpoint needs, once. */
    ensure: ({ id }: Named): Promise<void> => repository.ensureEndpoint(db, id, seal(id, newWebhookSecret())),

    /** For the operator, who gives it to the receiver. */
    async revealSecret({ instance }: Scope): Promise<string> {
      await this.ensure(instance)
      const sealed = await repository.findSecret(db, instance.id)
      if (!sealed) throw new DomainError('resource_not_found')
      return this.openSecret(instance, sealed)
    },

    /** Signs with a new secret from now on, also what is tried again. */
    async rotateSecret(scope: Scope): Promise<string> {
      const { id } = scope.instance
      await this.ensure(scope.instance)
      const secret = newWebhookSecret()
      await repository.replaceSecret(db, id, seal(id, secret), clock.now())
      return secret
    },
  }
}

/** A secret that is sealed for one instance opens for no other. */
function sealContext(instanceId: string): string {
  return `webhook_secret:${instanceId}`
}
