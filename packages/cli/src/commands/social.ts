import { parseArgs } from 'node:util'
import { socialProviders } from '@keywright/server/command'
import { type Command, CommandError, type Context, UsageError } from '../command.ts'
import { operatorScope, pickInstance, withServices } from '../open-server.ts'
import { connectionState, setUpProvider, setUpUsage } from './social-setup.ts'

/** Switches sign-in with other companies' accounts on and off. In development nothing else is needed: the server plays them. */
export const socialCommand: Command = {
  usage: `list | enable <provider> … | disable <provider> … | ${setUpUsage}  [--instance <slug>]`,
  async run([action, ...args], context) {
    if (action === 'setup') return await setUpProvider(args, context)
    const { values, positionals } = parseArgs({
      args,
      options: { instance: { type: 'string' } },
      allowPositionals: true,
    })
    if (action === 'list' && positionals.length === 0) return await list(values.instance, context)
    if ((action === 'enable' || action === 'disable') && positionals.length > 0)
      return await change(positionals, action === 'enable', values.instance, context)
    throw new UsageError('Say list, or enable, disable or setup and which provider.')
  },
}

async function list(name: string | undefined, context: Context): Promise<void> {
  await withServices(context, async (started) => {
    const scope = operatorScope(pickInstance(started, name))
    const connections = started.services.oauthConnections.list(scope)
    const known = socialProviders()
    const custom = connections.filter(({ custom }) => custom !== null)
    const all = [...known, ...custom.map((own) => ({ key: own.provider, name: own.custom?.name ?? '' }))]
    for (const provider of all) {
      const found = connections.find((connection) => connection.provider === provider.key)
      context.out(`${provider.key.padEnd(20)} ${provider.name.padEnd(20)} ${connectionState(found)}\n`)
    }
    context.note(
      `Callback URL, to be entered at each: ${started.services.oauthAttempts.callbackUrlFor(scope)}\n`,
    )
  })
}

async function change(
  providers: readonly string[],
  enabled: boolean,
  name: string | undefined,
  context: Context,
): Promise<void> {
  const known = new Set(socialProviders().map(({ key }) => key))
  for (const provider of providers)
    if (!known.has(provider) && !provider.startsWith('custom_'))
      throw new CommandError(
        `There is no provider "${provider}". \`keywright social list\` shows those there are.`,
      )
  await withServices(context, async (started) => {
    for (const provider of providers) {
      const scope = operatorScope(pickInstance(started, name))
      const changed = await started.services.oauthConnections.put(scope, provider, { enabled })
      context.out(`${provider}: ${connectionState(changed)}\n`)
    }
  })
}
