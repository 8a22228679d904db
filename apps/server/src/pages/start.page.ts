/** The start page of a development server: keys to copy, the ways on, the newest users, and switches for its settings. */
import type { Instance, InstanceDirectory, InstancesService, Scope } from '../domains/instances/index.ts'
import type { OAuthConnectionsService } from '../domains/oauth-connections/index.ts'
import type { InstanceConfigService } from '../domains/platform-applications/index.ts'
import type { SettingsService } from '../domains/settings/index.ts'
import type { UsersService } from '../domains/users/index.ts'
import { DomainError } from '../platform/domain-error.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import type { AssetPackage } from './asset-packages.ts'
import { isOperatorVisit, isOwnOrigin } from './operator-visit.ts'
import { basePathOf, type Page } from './page.ts'
import {
  nestedChange,
  type SettingGroup,
  type SettingSwitch,
  settingGroups,
} from './settings-switches.policy.ts'
import { startDocument } from './start.document.ts'
import { socialChange } from './start.social.ts'

export interface StartDeps {
  directory: InstanceDirectory
  instances: Pick<InstancesService, 'revealSecretKey'>
  users: Pick<UsersService, 'list' | 'count'>
  settings: Pick<SettingsService, 'patch'>
  oauthConnections: Pick<OAuthConnectionsService, 'list' | 'put'>
  instanceConfig: Pick<InstanceConfigService, 'schema'>
  packages: Promise<readonly AssetPackage[]>
  /** Where this server is by its configuration. */
  serverUrl: string
}

const newestMax = 8

export function createStartPage(deps: StartDeps): Page {
  const groupsOf = ({ settings }: Instance) => settingGroups(deps.instanceConfig.schema(undefined), settings)

  async function show(instance: Instance, request: HttpRequest): Promise<Response> {
    const scope = { instance, request: request.info }
    const order = { field: 'created_at', descending: true } as const
    const [secretKey, users, userCount, packages] = await Promise.all([
      deps.instances.revealSecretKey(instance.id),
      deps.users.list(scope, { filters: {}, order, limit: newestMax, offset: 0 }),
      deps.users.count(scope, {}),
      deps.packages,
    ])
    const base = basePathOf(request)
    const own = packages.find(({ name }) => name === '@keywright/pages')
    const assets = `${base}/npm/@keywright/pages@${own?.version}`
    const { publicUrl } = request.info
    return startDocument({
      ...{ instance, secretKey, publicUrl, base, assets, users, userCount, groups: groupsOf(instance) },
      connections: deps.oauthConnections.list(scope),
    })
  }

  const changes: Readonly<Record<string, (scope: Scope, url: URL) => Promise<unknown>>> = {
    '/dev/settings'(scope, url) {
      const { path, value } = requestedChange(url, groupsOf(scope.instance))
      return deps.settings.patch(scope, nestedChange(path, value))
    },
    '/dev/social'(scope, url) {
      const [provider, change] = socialChange(url)
      return deps.oauthConnections.put(scope, provider, change)
    },
  }

  async function change(instance: Instance, request: HttpRequest): Promise<Response> {
    // Any page on this machine can send a form here; only our own may change something.
    if (!isOwnOrigin(request)) throw new DomainError('origin_invalid')
    await changes[request.path]?.({ instance, request: request.info }, request.url)
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
  }

  return async (request) => {
    const { path, method } = request
    const isChange = method === 'POST' && Object.hasOwn(changes, path)
    if (!isChange && (path !== '/' || method !== 'GET')) return undefined
    const instance = deps.directory.byId(request.instanceId) ?? deps.directory.default()
    if (isOperatorVisit(instance, request, deps.serverUrl))
      return isChange ? await change(instance, request) : await show(instance, request)
    return isChange ? undefined : leadToPortal(request)
  }
}

/** Whoever opens the bare address of a portal wants to sign in. */
function leadToPortal(request: HttpRequest): Response {
  return new Response(null, { status: 302, headers: { location: `${basePathOf(request)}/sign-in` } })
}

/** One of the switches, and one of its choices. */
function requestedChange({ searchParams }: URL, groups: readonly SettingGroup[]) {
  const path = searchParams.get('path')
  const all = groups.flatMap(({ switches }) => switches)
  const found = all.find((candidate) => candidate.path === path)
  if (!found) throw new DomainError('form_param_value_invalid', { param: 'path' })
  return { path: found.path, value: chosen(found, searchParams.get('value')) }
}

function chosen({ choices, path }: SettingSwitch, text: string | null) {
  const choice = choices.find((candidate) => String(candidate) === text)
  if (choice === undefined) throw new DomainError('form_param_value_invalid', { param: path })
  return choice
}
