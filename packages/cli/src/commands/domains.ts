import { parseArgs } from 'node:util'
import { type Command, CommandError, type Context, type Services, UsageError } from '../command.ts'
import { operatorScope, pickInstance, withServices } from '../open-server.ts'

type Domains = Services['domains']
type OperatorScope = ReturnType<typeof operatorScope>

/** Lists, adds and removes the domains on which an instance answers. */
export const domainsCommand: Command = {
  usage: 'list | add <domain> [--proxy-url <url>] | remove <domain>  [--instance <slug>]',
  async run([action, ...args], context) {
    const { values, positionals } = parseArgs({
      args,
      options: { instance: { type: 'string' }, 'proxy-url': { type: 'string' } },
      allowPositionals: true,
    })
    if (action === undefined || !['list', 'add', 'remove'].includes(action))
      throw new UsageError('Say list, add or remove.')
    const name = positionals[0]?.toLowerCase()
    if (action !== 'list' && name === undefined) throw new UsageError('Name a domain.')
    await withServices(context, async (started) => {
      const { domains } = started.services
      const scope = operatorScope(pickInstance(started, values.instance))
      if (action === 'add') await addDomain(domains, scope, { name, proxyUrl: values['proxy-url'] }, context)
      else if (action === 'remove') await removeDomain(domains, scope, name, context)
      else await listDomains(domains, scope, context)
    })
  },
}

async function listDomains(domains: Domains, scope: OperatorScope, context: Context): Promise<void> {
  for (const { name, isSatellite, proxyUrl } of await domains.list(scope))
    context.out(`${[name, isSatellite ? 'satellite' : 'primary', proxyUrl ?? ''].join('  ').trimEnd()}\n`)
}

async function addDomain(
  domains: Domains,
  scope: OperatorScope,
  { name = '', proxyUrl = null }: { name: string | undefined; proxyUrl: string | null | undefined },
  context: Context,
): Promise<void> {
  await domains.addSatellite(scope, { name, proxyUrl })
  context.out(`${name} is a satellite; it answers on clerk.${name}.\n`)
}

async function removeDomain(
  domains: Domains,
  scope: OperatorScope,
  name: string | undefined,
  context: Context,
): Promise<void> {
  const domain = (await domains.list(scope)).find((candidate) => candidate.name === name)
  if (!domain) throw new CommandError(`This instance has no domain ${name}.`)
  await domains.delete(scope, domain.id)
  context.out(`${name} is removed.\n`)
}
