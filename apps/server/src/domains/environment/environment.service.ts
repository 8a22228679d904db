import type { AccountPortalWire, EnvironmentWire } from '@keywright/contract'
import {
  accountPortalUrl,
  type InstanceDirectory,
  type InstancesService,
  type Scope,
} from '../instances/index.ts'
import type { RoleCatalogues } from '../organization-roles/index.ts'
import { toAccountPortal } from './account-portal.resource.ts'
import { isNewHomeOrigin } from './environment.policy.ts'
import { toEnvironment } from './environment.resource.ts'

export interface EnvironmentDeps {
  instances: Pick<InstancesService, 'recordHomeOrigin'>
  directory: InstanceDirectory
  /** Where browsers reach this server; the account portal of development instances is there. */
  publicUrl: string
  catalogues: Pick<RoleCatalogues, 'get'>
}

/** Whom the environment is for, and under which URL they came: the account portal is on the same site. */
type ReachedScope = Scope & { readonly request: { readonly publicUrl?: string } }

export type EnvironmentService = ReturnType<typeof createEnvironmentService>

/** What apps must know of their instance. */
export function createEnvironmentService({ instances, directory, publicUrl, catalogues }: EnvironmentDeps) {
  const portalOf = ({ instance, request }: ReachedScope): string =>
    accountPortalUrl(instance, publicUrl, request.publicUrl)
  const read = async (scope: ReachedScope): Promise<EnvironmentWire> => {
    const { roles, initialRoleSet } = await catalogues.get(scope.instance)
    const creatorRole = roles.get(initialRoleSet.creatorRoleId)?.key ?? ''
    return toEnvironment(scope.instance, portalOf(scope), creatorRole)
  }
  /** The account portal asks like an app, and is none: nobody wants to be led there after they have signed in. */
  const isPortalOrigin = (scope: ReachedScope, origin: string | undefined): boolean =>
    [publicUrl, portalOf(scope)].some((url) => new URL(url).origin === origin)

  return {
    read,

    accountPortal: (scope: ReachedScope): AccountPortalWire =>
      toAccountPortal(scope.instance, portalOf(scope)),

    /** Reads it for an app at an origin, which becomes the home of a development instance. */
    async readFrom(scope: ReachedScope, origin: string | undefined): Promise<EnvironmentWire> {
      const { instance } = scope
      if (isPortalOrigin(scope, origin) || !isNewHomeOrigin(instance, origin)) return await read(scope)
      await instances.recordHomeOrigin(instance.id, origin)
      await directory.refresh()
      return await read({ ...scope, instance: directory.byId(instance.id) ?? instance })
    },
  }
}
