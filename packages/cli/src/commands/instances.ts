import { parseArgs } from 'node:util'
import type { EnvironmentType, Instance, StartedServices } from '@keywright/server/command'
import { type Command, CommandError, type Context, UsageError } from '../command.ts'
import { withServices } from '../open-server.ts'
import { serverUrls } from '../server-urls.ts'

const types = ['development', 'staging', 'production'] as const

/** Lists and creates instances. */
export const instancesCommand: Command = {
  usage: 'list [--json] | create --name <application> [--environment <type>] [--domain <domain>] [--json]',
  async run([action, ...args], context) {
    if (action === 'list') return await listInstances(args, context)
    if (action === 'create') return await createInstance(args, context)
    throw new UsageError('Say list or create.')
  },
}

async function listInstances(args: string[], context: Context): Promise<void> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
  await withServices(context, async (started) => {
    const rows = started.services.directory.all().map((instance) => describe(started, instance))
    if (values.json) return context.out(`${JSON.stringify(rows)}\n`)
    for (const row of rows)
      context.out(
        `${row.slug.padEnd(32)} ${row.environment_type.padEnd(12)} ${row.application.padEnd(24)} ${row.frontend_api_url}\n`,
      )
  })
}

function describe({ deps }: StartedServices, instance: Instance) {
  return {
    slug: instance.slug,
    id: instance.id,
    application: instance.applicationName,
    environment_type: instance.environmentType,
    publishable_key: instance.publishableKey,
    frontend_api_url: serverUrls(deps.config, instance).frontendApi,
    hosts: [instance.frontendHost, ...instance.hosts],
    is_default: instance.isDefault,
  }
}

async function createInstance(args: string[], context: Context): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: 'string' },
      environment: { type: 'string', default: 'development' },
      domain: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const { name, domain } = values
  if (name === undefined || name === '') throw new UsageError('--name says of which application.')
  const environmentType = requireType(values.environment)
  if (environmentType === 'production' && domain === undefined)
    throw new UsageError(
      'A production instance needs --domain, such as example.com; it then answers on clerk.example.com.',
    )
  await withServices(context, async (started) => {
    const instance = await addInstance(started, { name, environmentType, domain })
    const row = describe(started, instance)
    context.out(
      values.json ? `${JSON.stringify(row)}\n` : `${row.slug} (${row.id}) at ${row.frontend_api_url}\n`,
    )
    context.note(`Its keys: keywright keys --instance ${instance.slug}\n`)
  })
}

function requireType(text: string): EnvironmentType {
  const type = types.find((known) => known === text)
  if (!type) throw new UsageError(`--environment knows ${types.join(', ')}; not "${text}".`)
  return type
}

interface NewInstance {
  name: string
  environmentType: EnvironmentType
  domain: string | undefined
}

/** Into the application of that name, which is made if there is none. */
async function addInstance(
  { services }: StartedServices,
  { name, environmentType, domain }: NewInstance,
): Promise<Instance> {
  const { applications } = services
  const matching = (await applications.list()).filter(
    (application) => application.name === name || application.id === name,
  )
  if (matching.length > 1)
    throw new CommandError(
      `Several applications are called "${name}". Give one of the ids: ${matching.map(({ id }) => id).join(', ')}.`,
    )
  const id = matching[0]?.id
  if (id !== undefined) return await applications.addInstance(id, { environmentType, domain })
  const created = await applications.create({ name, environmentTypes: [environmentType], domain })
  const instance = created.instances[0]
  if (!instance) throw new CommandError('The instance was not created.')
  return instance
}
