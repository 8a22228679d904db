/** Social sign-in on the start page: a provider is switched on by one click, before there are credentials for it. */
import type { OAuthConnectionsService } from '../domains/oauth-connections/index.ts'
import { listProviders, type OAuthProvider } from '../domains/oauth-providers/index.ts'
import { DomainError } from '../platform/domain-error.ts'
import { escapeHtml } from '../platform/mail/html.ts'
import { providerIcon } from './provider-icon.ts'

type Connections = ReturnType<OAuthConnectionsService['list']>
type Change = Parameters<OAuthConnectionsService['put']>[2]

/** Those most apps begin with are shown at once. */
const shownMax = 8

export function socialSection(connections: Connections): string {
  const providers = listProviders()
  const rows = (some: readonly OAuthProvider[]) => some.map((provider) => row(provider, connections)).join('')
  const rest = providers.slice(shownMax)
  const more = `<details><summary>${rest.length} more</summary>${rows(rest)}</details>`
  return `<section class="card social"><h2>Social sign-in</h2>
<p class="lead">One click is enough: this server plays the provider until you set up credentials of your own.</p>
${rows(providers.slice(0, shownMax))}${rest.length === 0 ? '' : more}</section>`
}

function row(provider: OAuthProvider, connections: Connections): string {
  const { key, name } = provider
  const found = connections.find((connection) => connection.provider === key)
  const isOwn = found !== undefined && !found.usesDevelopmentProvider
  const id = `social-${key}`
  const hint = isOwn ? `<p id="${id}-hint" class="hint">with your own credentials</p>` : ''
  const described = isOwn ? ` aria-describedby="${id}-hint"` : ''
  const checked = found?.enabled ? ' checked' : ''
  return `<div class="setting"><div class="named">${providerIcon(provider)}<div><label for="${id}">${escapeHtml(name)}</label>${hint}</div></div><input type="checkbox" role="switch" id="${id}" data-social="${key}"${checked}${described}></div>`
}

/** What a switch asks for. What was set up is kept; what was not is played by this server. */
export function socialChange({ searchParams }: URL): [provider: string, Change] {
  const key = searchParams.get('provider')
  const provider = listProviders().find((candidate) => candidate.key === key)
  if (!provider) throw new DomainError('form_param_value_invalid', { param: 'provider' })
  const enabled = searchParams.get('enabled')
  if (enabled !== 'true' && enabled !== 'false')
    throw new DomainError('form_param_value_invalid', { param: 'enabled' })
  return [provider.key, { enabled: enabled === 'true' }]
}
