import { type Config, ConfigSchema } from './config.schema.ts'

/** A setting that cannot be used; its message names the variable and what is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads the configuration from environment variables. An empty variable counts as absent. */
export function loadConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = ConfigSchema.safeParse(given)
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new ConfigError(
    `Keywright: the configuration cannot be used.\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  )
}
