import { settingsWarnings } from '@keywright/contract'
import type { Config } from './config/config.schema.ts'
import type { Instance } from './domains/instances/index.ts'

/** What an operator should know who starts with this configuration: nothing is broken, and something will not work. */
export function startWarnings(
  config: Pick<Config, 'KEYWRIGHT_SMTP_URL'>,
  instances: readonly Pick<Instance, 'slug' | 'environmentType' | 'settings'>[],
): string[] {
  const ofSettings = instances.flatMap(({ slug, settings }) =>
    settingsWarnings(settings).map((warning) => `Instance "${slug}": ${warning}`),
  )
  return [...mailWarnings(config, instances), ...ofSettings]
}

function mailWarnings(
  { KEYWRIGHT_SMTP_URL: smtpUrl }: Pick<Config, 'KEYWRIGHT_SMTP_URL'>,
  instances: readonly Pick<Instance, 'slug' | 'environmentType'>[],
): string[] {
  const live = instances.filter(({ environmentType }) => environmentType === 'production')
  if (smtpUrl !== '' || live.length === 0) return []
  const names = live.map(({ slug }) => `"${slug}"`).join(', ')
  return [
    `No mail is sent: users in production (${names}) will get neither codes nor links. Set KEYWRIGHT_SMTP_URL to your mail server.`,
  ]
}
