/** A host name of at least two labels (RFC 1123 §2.1), which leaves out addresses, ports and this machine. */
export function isDomainName(name: string): boolean {
  const labels = name.split('.')
  const isLabel = (label: string) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)
  return (
    labels.length >= 2 &&
    name.length <= 253 &&
    labels.every(isLabel) &&
    !/^(localhost|\d+)$/.test(labels.at(-1) ?? '')
  )
}

/** An absolute http(s) URL with neither user, query nor fragment (wire contract 1.5). */
export function isProxyUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && username === '' && search + hash === ''
}

/** The host a satellite's Frontend API has. */
export function satelliteHost(name: string): string {
  return `clerk.${name}`
}
