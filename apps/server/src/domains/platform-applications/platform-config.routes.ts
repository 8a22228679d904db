import { getConfigRoute, getConfigSchemaRoute, patchConfigRoute, putConfigRoute } from '@keywright/contract'
import type { RequestInfo } from '../../platform/http/request-info.ts'
import type { Router } from '../../platform/http/router.ts'
import type { Scope } from '../instances/index.ts'
import type { ApplicationsService } from './applications.service.ts'
import type { InstanceConfigService } from './instance-config.service.ts'

/** A Platform API call: it stands above all instances, so it belongs to none. */
export interface PlatformScope {
  readonly request: RequestInfo
  /** `If-Match` (RFC 9110 §13.1.1), for changes that must not overwrite a newer version. */
  readonly ifMatch: string | undefined
}

interface InstanceParams {
  applicationID: string
  envOrInsID: string
}

/** Platform API of an instance's settings. */
export function platformConfigRoutes(
  router: Router<PlatformScope>,
  applications: ApplicationsService,
  config: InstanceConfigService,
): void {
  const scopeOf = async (params: InstanceParams, { request }: PlatformScope): Promise<Scope> => ({
    instance: await applications.getInstance(params.applicationID, params.envOrInsID),
    request,
  })

  router.mount(getConfigRoute, async ({ params, query }, scope) => {
    const { version, config: document } = config.read(await scopeOf(params, scope), query.keys)
    return { ...document, config_version: String(version) }
  })

  router.mount(patchConfigRoute, async ({ params, query, body }, scope) => {
    const options = { dryRun: query.dry_run, destructive: query.destructive, ifMatch: scope.ifMatch }
    const change = await config.patch(await scopeOf(params, scope), body, query.keys, options)
    return {
      config_version: String(change.version),
      dry_run: query.dry_run,
      before: change.before,
      after: change.after,
    }
  })

  router.mount(putConfigRoute, async ({ params, query, body }, scope) => {
    const options = { dryRun: query.dry_run, destructive: query.destructive, ifMatch: scope.ifMatch }
    const change = await config.replace(await scopeOf(params, scope), body, options)
    return {
      config_version: String(change.version),
      dry_run: query.dry_run,
      before: change.before,
      after: change.after,
    }
  })

  router.mount(getConfigSchemaRoute, async ({ params, query }, scope) => {
    await scopeOf(params, scope)
    return config.schema(query.keys)
  })
}
