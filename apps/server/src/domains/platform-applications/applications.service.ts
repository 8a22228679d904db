import { randomBytes } from 'node:crypto'
import type { InstanceId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { isDomainName } from '../domains/index.ts'
import { recordInvalidation } from '../events/index.ts'
import type { EnvironmentType, Instance, InstanceDirectory, InstancesService } from '../instances/index.ts'
import type { Application } from './application.entity.ts'
import { pickInstance, slugOf } from './applications.policy.ts'
import * as repository from './applications.repository.ts'

export interface ApplicationsDeps {
  db: Db
  clock: Clock
  instances: InstancesService
  directory: InstanceDirectory
}

/** An application with its instances. */
export interface ApplicationView extends Application {
  instances: readonly Instance[]
}

export interface NewApplication {
  name: string
  environmentTypes: readonly EnvironmentType[]
  /** Of the production instance. */
  domain: string | undefined
}

export interface NewApplicationInstance {
  environmentType: EnvironmentType
  /** Production: the application's domain. */
  domain?: string | undefined
  /** An instance of the same application whose settings the new one gets. */
  cloneOf?: string | undefined
}

export type ApplicationsService = ReturnType<typeof createApplicationsService>

/** Applications of this server and their instances, for its operator. */
export function createApplicationsService({ db, clock, instances, directory }: ApplicationsDeps) {
  const view = (application: Application): ApplicationView => ({
    ...application,
    instances: directory
      .all()
      .filter((instance) => instance.applicationId === application.id && !instance.isSystem),
  })

  async function get(applicationId: string): Promise<ApplicationView> {
    const application = await repository.findApplication(db, applicationId)
    if (!application) throw new DomainError('resource_not_found')
    return view(application)
  }

  /** Runs a change of applications or instances, and reads the instances again. */
  async function change<Result>(decide: (tx: Db) => Promise<Result>): Promise<Result> {
    const result = await db.transaction().execute(decide)
    await directory.refresh()
    return result
  }

  async function addInstanceIn(
    tx: Db,
    application: { id: string; name: string },
    input: NewApplicationInstance,
  ): Promise<InstanceId> {
    if (input.environmentType === 'production' && !isDomainName(input.domain ?? ''))
      throw new DomainError('form_param_format_invalid', { param: 'domain' })
    await requireOneOfAKind(tx, application.id, input.environmentType)
    const id = await instances.createInstanceIn(tx, {
      applicationId: application.id,
      slug: `${slugOf(application.name)}-${randomBytes(3).toString('hex')}`,
      environmentType: input.environmentType,
      ...(input.environmentType === 'production' ? { frontendHost: `clerk.${input.domain}` } : {}),
    })
    if (input.cloneOf !== undefined) await repository.copySettings(tx, input.cloneOf, id, clock.now())
    return id
  }

  /** `production` and `development` name an instance in paths, so there is one of each; of staging any number. */
  async function requireOneOfAKind(tx: Db, applicationId: string, type: EnvironmentType): Promise<void> {
    if (!(await repository.lockApplication(tx, applicationId))) throw new DomainError('resource_not_found')
    const existing = await repository.listInstanceTypes(tx, applicationId)
    if (type !== 'staging' && existing.some((instance) => instance.environmentType === type))
      throw new DomainError('duplicate_record', { param: 'environment_type' })
  }

  return {
    get,

    async list(): Promise<ApplicationView[]> {
      return (await repository.listApplications(db)).map(view)
    },

    /** The instance that a path names by its id or its environment type. */
    async getInstance(applicationId: string, envOrId: string): Promise<Instance> {
      const instance = pickInstance((await get(applicationId)).instances, envOrId)
      if (!instance) throw new DomainError('resource_not_found')
      return instance
    },

    async create({ name, environmentTypes, domain }: NewApplication): Promise<ApplicationView> {
      if (environmentTypes.includes('production') && domain === undefined)
        throw new DomainError('form_conditional_param_missing', { param: 'domain' })
      const applicationId = await change(async (tx) => {
        const id = await instances.createApplicationIn(tx, name)
        for (const environmentType of new Set(environmentTypes))
          await addInstanceIn(tx, { id, name }, { environmentType, domain: domain?.toLowerCase() })
        return id
      })
      return await get(applicationId)
    },

    async rename(applicationId: string, name: string): Promise<ApplicationView> {
      const application = await get(applicationId)
      await change(async (tx) => {
        await repository.renameApplication(tx, applicationId, name, clock.now())
        for (const instance of application.instances) await instances.touchIn(tx, instance.id)
      })
      return await get(applicationId)
    },

    async delete(applicationId: string): Promise<void> {
      const application = await get(applicationId)
      if (application.instances.some((instance) => instance.isDefault))
        throw new DomainError('request_invalid_for_instance', {
          longMessage: 'This application has the server’s default instance, which cannot be deleted.',
        })
      await change(async (tx) => {
        for (const { id, settingsVersion } of application.instances) {
          const version = settingsVersion + 1
          await recordInvalidation(tx, { instanceId: id, kind: 'instance', key: id, version, notify: true })
        }
        await repository.deleteApplication(tx, applicationId)
      })
    },

    async addInstance(applicationId: string, input: NewApplicationInstance): Promise<Instance> {
      const application = await get(applicationId)
      const source =
        input.cloneOf === undefined ? undefined : pickInstance(application.instances, input.cloneOf)
      if (input.cloneOf !== undefined && !source)
        throw new DomainError('form_param_value_invalid', { param: 'clone_instance_id' })
      const domain = input.domain?.toLowerCase()
      const id = await change((tx) =>
        addInstanceIn(tx, application, { ...input, domain, cloneOf: source?.id }),
      )
      const instance = directory.byId(id)
      if (!instance) throw new DomainError('resource_not_found')
      return instance
    },

    /** Gives instances new secret keys; the old ones count for some hours yet, or no longer. */
    async rotateSecretKeys(targets: readonly Instance[], delayHours: number): Promise<void> {
      const until = new Date(clock.now().getTime() + delayHours * 3_600_000)
      await change(async (tx) => {
        for (const instance of targets) await instances.rotateSecretKeysIn(tx, instance, until)
      })
    },

    primaryDomain: (instance: Instance) => repository.findPrimaryDomain(db, instance.id),
    revealSecretKey: (instance: Instance) => instances.revealSecretKey(instance.id),
  }
}
