import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type { OAuthConnection } from '@keywright/server/command'
import { CommandError, type Context, UsageError } from '../command.ts'
import { operatorScope, pickInstance, withServices } from '../open-server.ts'

export const setUpUsage =
  'setup <provider> --client-id <id> [--client-secret-file <file, or - for standard input>] [--option <name>=<value>] … [--scope <scope>] …'

const options = {
  'client-id': { type: 'string' },
  'client-secret-file': { type: 'string' },
  option: { type: 'string', multiple: true },
  scope: { type: 'string', multiple: true },
  instance: { type: 'string' },
} as const

/** Takes over what a company has given out for this app. The secret is read from a file: arguments are seen by every process. */
export async function setUpProvider(args: string[], context: Context): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [provider, ...others] = positionals
  const { 'client-id': clientId, 'client-secret-file': secretFile } = values
  if (provider === undefined || others.length > 0) throw new UsageError('Name one provider.')
  if (!clientId) throw new UsageError('--client-id says who this app is there.')
  const input = {
    ...({ credentials: 'own', enabled: true, clientId } as const),
    ...(secretFile !== undefined && { clientSecret: await readSecret(secretFile) }),
    ...(values.option && { options: readOptions(values.option) }),
    ...(values.scope && { additionalScopes: values.scope }),
  }
  await withServices(context, async (started) => {
    const scope = operatorScope(pickInstance(started, values.instance))
    const { oauthConnections, oauthAttempts } = started.services
    const connection = await oauthConnections.put(scope, provider, input)
    context.out(`${provider}: ${connectionState(connection)}\n`)
    context.note(`Callback URL, to be entered there: ${oauthAttempts.callbackUrlFor(scope)}\n`)
  })
}

async function readSecret(file: string): Promise<string> {
  const secret = (file === '-' ? await text(process.stdin) : await readFrom(file)).trim()
  if (secret === '') throw new CommandError('The client secret is empty.')
  return secret
}

async function readFrom(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new CommandError(`The client secret cannot be read: ${(error as Error).message}`)
  }
}

function readOptions(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((option) => {
      const [name, ...value] = option.split('=')
      if (!name || value.length === 0) throw new UsageError(`--option takes <name>=<value>; not "${option}".`)
      return [name, value.join('=')]
    }),
  )
}

export function connectionState(connection: OAuthConnection | undefined): string {
  if (!connection?.enabled) return 'off'
  return connection.usesDevelopmentProvider ? 'on, played by this server' : 'on'
}
