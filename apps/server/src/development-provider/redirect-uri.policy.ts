import { type Instance, isHostOf } from '../domains/instances/index.ts'

const callbackPath = /^(\/[\w.~-]+)*\/v1\/oauth_callback$/

/**
 * Whether a code may be sent there: to the callback of this server alone, under the hosts and proxies its instance is
 * reached by. Anything more would lead whoever clicks a link of ours to a stranger's page (RFC 9700 §4.11.2).
 */
export function isOwnCallback(instance: Instance, uri: string, publicUrl: string): boolean {
  if (!URL.canParse(uri)) return false
  const url = new URL(uri)
  const isPlain = url.href === uri && `${url.username}${url.password}${url.search}${url.hash}` === ''
  const isOwnHost = isHostOf(instance, url.host) || url.host === new URL(publicUrl).host
  return isPlain && /^https?:$/.test(url.protocol) && isOwnHost && callbackPath.test(url.pathname)
}
