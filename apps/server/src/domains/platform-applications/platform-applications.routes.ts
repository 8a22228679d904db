import {
  createApplicationRoute,
  createPlatformInstanceRoute,
  deleteApplicationRoute,
  getApplicationRoute,
  listApplicationsRoute,
  type PlatformApplicationWire,
  rotateInstanceSecretKeysRoute,
  rotateSecretKeysRoute,
  updateApplicationRoute,
} from '@keywright/contract'
import { toMillis } from '../../platform/clock.ts'
import type { Router } from '../../platform/http/router.ts'
import { accountPortalUrl, type Instance } from '../instances/index.ts'
import type { ApplicationsService, ApplicationView } from './applications.service.ts'

/** Platform API of applications and their instances. */
export function platformApplicationsRoutes<Scope>(
  router: Router<Scope>,
  applications: ApplicationsService,
  publicUrl: string,
): void {
  const show = async (
    application: ApplicationView,
    withSecrets = false,
  ): Promise<PlatformApplicationWire> => ({
    application_id: application.id,
    name: application.name,
    instances: await Promise.all(
      application.instances.map(async (instance) => ({
        instance_id: instance.id,
        environment_type: platformType(instance),
        publishable_key: instance.publishableKey,
        ...(withSecrets ? { secret_key: await applications.revealSecretKey(instance) } : {}),
      })),
    ),
  })

  router.mount(listApplicationsRoute, async ({ query }) => {
    const all = await applications.list()
    return await Promise.all(all.map((application) => show(application, query.include_secret_keys)))
  })

  router.mount(createApplicationRoute, async ({ body }) =>
    show(
      await applications.create({
        name: body.name,
        environmentTypes: body.environment_types,
        domain: body.domain,
      }),
      true,
    ),
  )

  router.mount(getApplicationRoute, async ({ params, query }) =>
    show(await applications.get(params.applicationID), query.include_secret_keys),
  )

  router.mount(updateApplicationRoute, async ({ params, body }) => {
    const { applicationID: id } = params
    return await show(
      body.name === undefined ? await applications.get(id) : await applications.rename(id, body.name),
    )
  })

  router.mount(deleteApplicationRoute, async ({ params }) => {
    await applications.delete(params.applicationID)
    return { deleted: true, object: 'application', id: params.applicationID }
  })

  router.mount(createPlatformInstanceRoute, async ({ params, body }) => {
    const instance = await applications.addInstance(params.applicationID, {
      environmentType: body.environment_type,
      domain: body.domain,
      cloneOf: body.clone_instance_id ?? undefined,
    })
    return {
      object: 'instance' as const,
      id: instance.id,
      environment_type: platformType(instance),
      active_domain: await showDomain(instance),
      secret_key: await applications.revealSecretKey(instance),
      publishable_key: instance.publishableKey,
      created_at: toMillis(instance.createdAt),
      updated_at: toMillis(instance.updatedAt),
    }
  })

  router.mount(rotateSecretKeysRoute, async ({ params, body }) => {
    const application = await applications.get(params.applicationID)
    await applications.rotateSecretKeys(application.instances, body.delay_old_secrets_expiration_hours ?? 0)
    return await showKeys(application, application.instances)
  })

  router.mount(rotateInstanceSecretKeysRoute, async ({ params, body }) => {
    const application = await applications.get(params.applicationID)
    const instance = await applications.getInstance(params.applicationID, params.envOrInsID)
    await applications.rotateSecretKeys([instance], body.delay_old_secrets_expiration_hours ?? 0)
    return await showKeys(application, [instance])
  })

  async function showKeys(application: ApplicationView, instances: readonly Instance[]) {
    const keys = instances.map(async (instance) => ({
      instance_id: instance.id,
      environment_type: platformType(instance),
      secret_key: await applications.revealSecretKey(instance),
    }))
    return { application_id: application.id, name: application.name, instances: await Promise.all(keys) }
  }

  async function showDomain(instance: Instance) {
    const domain = await applications.primaryDomain(instance)
    return {
      object: 'domain' as const,
      id: domain?.id ?? '',
      name: domain?.name ?? instance.frontendHost,
      is_satellite: false,
      frontend_api_url: `https://${instance.frontendHost}`,
      accounts_portal_url: accountPortalUrl(instance, publicUrl),
      development_origin: instance.homeOrigin ?? '',
      created_at: instance.createdAt.toISOString(),
      updated_at: instance.updatedAt.toISOString(),
    }
  }
}

function platformType({ environmentType }: Instance): 'development' | 'production' {
  return environmentType === 'production' ? 'production' : 'development'
}
