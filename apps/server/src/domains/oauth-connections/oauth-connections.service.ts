import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Vault } from '../../platform/secrets/seal.ts'
import { appendEvent, recordInvalidation } from '../events/index.ts'
import {
  bumpVersion,
  canAnyoneSignIn,
  type Instance,
  type InstanceDirectory,
  type OAuthConnection,
  type Scope,
  toInstanceResource,
} from '../instances/index.ts'
import { type ConnectionInput, draftConnection, hasSignInProvider } from './oauth-connections.policy.ts'
import * as repository from './oauth-connections.repository.ts'

export interface OAuthConnectionsDeps {
  db: Db
  clock: Clock
  vault: Vault
  directory: InstanceDirectory
}

export type OAuthConnectionsService = ReturnType<typeof createOAuthConnectionsService>

/** Refuses to take the last way to sign in from an instance. */
function requireOtherWay(instance: Instance, provider: string): void {
  const oauthConnections = instance.oauthConnections.filter((connection) => connection.provider !== provider)
  const isLast = !hasSignInProvider({ ...instance, oauthConnections }) && !canAnyoneSignIn(instance.settings)
  if (isLast) throw new DomainError('breaks_instance_invariant', { param: 'enabled' })
}

/** Which providers’ accounts can be used at an instance. A change counts in every process without a restart. */
export function createOAuthConnectionsService({ db, clock, vault, directory }: OAuthConnectionsDeps) {
  const contextOf = ({ id }: Pick<Instance, 'id'>, provider: string) => `oauth_connection:${id}:${provider}`

  function findIn({ oauthConnections }: Instance, provider: string): OAuthConnection | undefined {
    return oauthConnections.find((connection) => connection.provider === provider)
  }

  function get({ instance }: Scope, provider: string): OAuthConnection {
    const found = findIn(instance, provider)
    if (!found) throw new DomainError('resource_not_found')
    return found
  }

  async function recordIn(tx: Tx, { instance, request }: Scope): Promise<void> {
    const version = await bumpVersion(tx, instance.id, clock.now())
    await appendEvent(tx, {
      instanceId: instance.id,
      type: 'instance.updated',
      entityId: instance.id,
      entityVersion: version,
      data: toInstanceResource(instance),
      attributes: request,
    })
    await recordInvalidation(tx, {
      ...{ instanceId: instance.id, kind: 'instance', key: instance.id, version },
      notify: true,
    })
  }

  /** The scope with the instance as it is by now. */
  async function afterChange(scope: Scope): Promise<Scope> {
    await directory.refresh()
    return { ...scope, instance: directory.byId(scope.instance.id) ?? scope.instance }
  }

  return {
    list: ({ instance }: Scope): readonly OAuthConnection[] => instance.oauthConnections,
    get,

    async put(scope: Scope, provider: string, input: ConnectionInput): Promise<OAuthConnection> {
      const { instance } = scope
      const draft = draftConnection(instance, provider, findIn(instance, provider), input)
      if (!draft.enabled || !draft.authenticatable) requireOtherWay(instance, provider)
      const { clientSecret } = input
      const sealed = clientSecret ? vault.seal(clientSecret, contextOf(instance, provider)) : null
      await db.transaction().execute(async (tx) => {
        await repository.saveConnection(tx, instance.id, draft, {
          sealedClientSecret: clientSecret === undefined ? undefined : sealed,
          now: clock.now(),
        })
        await recordIn(tx, scope)
      })
      return get(await afterChange(scope), provider)
    },

    async remove(scope: Scope, provider: string): Promise<void> {
      get(scope, provider)
      requireOtherWay(scope.instance, provider)
      await db.transaction().execute(async (tx) => {
        await repository.deleteConnection(tx, scope.instance.id, provider)
        await recordIn(tx, scope)
      })
      await afterChange(scope)
    },

    /** The secret that the provider made for us; empty where there is none. */
    async revealClientSecret({ instance }: Scope, provider: string): Promise<string> {
      const sealed = await repository.findSealedClientSecret(db, instance.id, provider)
      return sealed ? vault.open(sealed, contextOf(instance, provider)).toString('utf8') : ''
    },
  }
}
