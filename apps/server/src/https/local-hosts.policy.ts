/** The https names of a development instance, all under `<slug>.localhost`. */

/** What stands behind a name. `keywright`: this server. */
export type LocalHost = { kind: 'app'; domain: string } | { kind: 'keywright'; domain: string }

/** Reads a host, with or without port; `undefined` for a name that is not of an instance. */
export function readLocalHost(host: string): LocalHost | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const [, label, domain] = /^(?:([a-z0-9-]+)\.)?([a-z0-9-]{1,63}\.localhost)$/.exec(name) ?? []
  if (domain === undefined) return undefined
  return { kind: label === 'app' ? 'app' : 'keywright', domain }
}

/** The names a certificate for a domain is for. */
export function namesOfDomain(domain: string): string[] {
  return [domain, `*.${domain}`]
}
