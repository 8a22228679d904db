import type { Instance } from '../instances/index.ts'

/**
 * Whether an origin becomes the place the portal leads back to. Anybody can send an Origin, so only this machine itself
 * counts: a stranger's page must not become where users are sent after they sign in.
 */
export function isNewHomeOrigin(instance: Instance, origin: string | undefined): origin is string {
  if (instance.environmentType !== 'development' || origin === undefined || origin === instance.homeOrigin)
    return false
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false
  const { hostname, origin: canonical } = new URL(origin)
  const isThisMachine =
    hostname === 'localhost' || hostname === '127.0.0.1' || hostname.endsWith('.localhost')
  return isThisMachine && canonical === origin
}
