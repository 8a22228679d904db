import type { Instance } from './domains/instances/index.ts'

export interface BannerInput {
  url: string
  instance: Pick<Instance, 'publishableKey' | 'environmentType'>
  secretKey: string
  /** Whether people read it, and not a collector of logs. */
  isTerminal: boolean
}

/**
 * What a person needs who has just started the server. The secret key of a production instance is shown on a terminal
 * only: anything else that reads standard output keeps it.
 */
export function startBanner({ url, instance, secretKey, isTerminal }: BannerInput): string {
  const isDevelopment = instance.environmentType === 'development'
  const shown = isTerminal || isDevelopment ? secretKey : maskSecretKey(secretKey)
  const rows: [string, string][] = [
    ['Start page', url],
    ...(isDevelopment ? [['Dev inbox', `${url}/dev/inbox`] satisfies [string, string]] : []),
    ['Publishable key', instance.publishableKey],
    ['Secret key', shown],
    ['Keys again', 'npx --no-install keywright keys'],
  ]
  const lines = rows.map(([name, value]) => `  ${name.padEnd(17)}${value}`)
  return `\nKeywright is ready.\n\n${lines.join('\n')}\n\n`
}

/** Leaves the kind of a key and its last four characters: enough to tell two apart. */
export function maskSecretKey(secretKey: string): string {
  const kind = /^(?:sk_)?(?:test|live)_/.exec(secretKey)?.[0] ?? ''
  return `${kind}…${secretKey.slice(-4)}`
}
