import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { isUniqueViolation } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import {
  deleteHost,
  type InstanceDirectory,
  type InstancesService,
  insertHost,
  type Scope,
} from '../instances/index.ts'
import type { Domain } from './domain.entity.ts'
import { isDomainName, isProxyUrl, satelliteHost } from './domains.policy.ts'
import * as repository from './domains.repository.ts'

export interface DomainsDeps {
  db: Db
  clock: Clock
  instances: Pick<InstancesService, 'touchIn'>
  directory: InstanceDirectory
  /** This server's own host is nobody's domain: the dashboard is there. */
  publicUrl: string
}

export interface DomainChange {
  name?: string | undefined
  proxyUrl?: string | null | undefined
}

export type DomainsService = ReturnType<typeof createDomainsService>

/** Domains of an instance and the hosts they bring. A host belongs to one instance of the whole server. */
export function createDomainsService({ db, clock, instances, directory, publicUrl }: DomainsDeps) {
  /** Runs a change, and lets every process know where requests to its hosts now belong. */
  async function changeHosts<Result>(scope: Scope, change: (tx: Db) => Promise<Result>): Promise<Result> {
    const result = await db.transaction().execute(async (tx) => {
      const outcome = await change(tx)
      await instances.touchIn(tx, scope.instance.id)
      return outcome
    })
    await directory.refresh()
    return result
  }

  function requireName(text: string): string {
    const name = text.toLowerCase()
    if (!isDomainName(name)) throw new DomainError('form_param_format_invalid', { param: 'name' })
    return name
  }

  function requireProxyUrl(proxyUrl: string | null): string | null {
    if (proxyUrl === null || proxyUrl === '') return null
    if (!isProxyUrl(proxyUrl)) throw new DomainError('form_param_format_invalid', { param: 'proxy_url' })
    return proxyUrl
  }

  async function mapHost(tx: Db, { instance }: Scope, name: string): Promise<void> {
    const host = satelliteHost(name)
    const isFree = host !== new URL(publicUrl).hostname && (await insertHost(tx, instance.id, host))
    if (!isFree) throw new DomainError('home_url_taken', { param: 'name' })
  }

  async function lock(tx: Db, { instance }: Scope, id: string): Promise<Domain> {
    const domain = await repository.lockDomain(tx, instance.id, id)
    if (!domain) throw new DomainError('resource_not_found')
    return domain
  }

  return {
    list: ({ instance }: Scope): Promise<Domain[]> => repository.listDomains(db, instance.id),

    async addSatellite(scope: Scope, input: { name: string; proxyUrl: string | null }): Promise<Domain> {
      const name = requireName(input.name)
      const proxyUrl = requireProxyUrl(input.proxyUrl)
      return await changeHosts(scope, async (tx) => {
        const values = { id: newId('domain'), name, proxyUrl, now: clock.now() }
        const domain = await repository.insertSatellite(tx, scope.instance.id, values)
        if (!domain) throw new DomainError('duplicate_record', { param: 'name' })
        await mapHost(tx, scope, name)
        return domain
      })
    },

    async update(scope: Scope, id: string, change: DomainChange): Promise<Domain> {
      const proxyUrl = change.proxyUrl === undefined ? undefined : requireProxyUrl(change.proxyUrl)
      return await changeHosts(scope, async (tx) => {
        const before = await lock(tx, scope, id)
        const name = change.name === undefined ? before.name : requireName(change.name)
        if (name !== before.name) await moveSatellite(tx, scope, before, name)
        const values = {
          name,
          proxyUrl: proxyUrl === undefined ? before.proxyUrl : proxyUrl,
          now: clock.now(),
        }
        const updated = await repository.updateDomain(tx, scope.instance.id, id, values)
        if (!updated) throw new DomainError('resource_not_found')
        return updated
      }).catch((error: unknown) => {
        throw isUniqueViolation(error) ? new DomainError('duplicate_record', { param: 'name' }) : error
      })
    },

    async delete(scope: Scope, id: string): Promise<void> {
      await changeHosts(scope, async (tx) => {
        const domain = await lock(tx, scope, id)
        if (!domain.isSatellite) throw new DomainError('operation_not_allowed_on_primary_domain')
        await deleteHost(tx, scope.instance.id, satelliteHost(domain.name))
        await repository.deleteDomain(tx, scope.instance.id, id)
      })
    },
  }

  /** The primary domain is in every publishable key and session token; it never changes. */
  async function moveSatellite(tx: Db, scope: Scope, domain: Domain, name: string): Promise<void> {
    if (!domain.isSatellite) throw new DomainError('operation_not_allowed_on_primary_domain')
    await deleteHost(tx, scope.instance.id, satelliteHost(domain.name))
    await mapHost(tx, scope, name)
  }
}
