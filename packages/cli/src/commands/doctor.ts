import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type Config,
  explainStartFault,
  type Instance,
  type StartedServices,
} from '@keywright/server/command'
import { type Command, CommandError, type Context } from '../command.ts'
import { readConfig, withServices } from '../open-server.ts'
import { serverUrls } from '../server-urls.ts'

type Verdict = 'ok' | 'warning' | 'fault'
interface Finding {
  verdict: Verdict
  text: string
}

const ok = (text: string): Finding => ({ verdict: 'ok', text })
const warning = (text: string): Finding => ({ verdict: 'warning', text })
const fault = (text: string): Finding => ({ verdict: 'fault', text })

/** Looks for what would keep a server from working, or from working safely. */
export const doctorCommand: Command = {
  usage: '',
  async run(args, context) {
    parseArgs({ args, options: {} })
    const findings = await examine(context)
    for (const { verdict, text } of findings) context.out(`${verdict.padEnd(8)} ${text}\n`)
    const faults = findings.filter(({ verdict }) => verdict === 'fault').length
    if (faults > 0)
      throw new CommandError(faults === 1 ? 'One fault was found.' : `${faults} faults were found.`)
  },
}

async function examine(context: Context): Promise<Finding[]> {
  const { config } = readConfig(context)
  const above = await withServices(context, async (started) => [
    ok('The database can be reached and has this version’s schema.'),
    ...started.services.directory.all().flatMap((instance) => judgeInstance(config, instance)),
    ...judgeMail(config, started),
  ]).catch((error: unknown): Finding[] => [fault(explainStartFault(error) ?? String(error))])
  return [
    ok(`Node.js ${process.versions.node}.`),
    ...(await judgeMasterKey(config)),
    ...above,
    await judgeServer(config),
  ]
}

/** Whoever reads the master key opens every sealed secret of the database. */
async function judgeMasterKey({
  KEYWRIGHT_MASTER_KEY: key,
  KEYWRIGHT_DATA_DIR: folder,
}: Config): Promise<Finding[]> {
  if (key !== '') return [ok('The master key comes from the environment.')]
  const file = join(folder, 'master.key')
  const found = await stat(file).catch(() => undefined)
  if (!found) return [warning(`There is no ${file} yet; the first start makes it.`)]
  const isPrivate = process.platform === 'win32' || (found.mode & 0o077) === 0
  return [
    isPrivate
      ? ok('The master key is readable by its owner only.')
      : fault(`${file} can be read by others. Run: chmod 600 ${file}`),
  ]
}

/** What is usual while developing and dangerous in production. */
export function judgeInstance(config: Config, instance: Instance): Finding[] {
  const { slug, environmentType } = instance
  const { frontendApi } = serverUrls(config, instance)
  if (environmentType !== 'production') {
    const isOpen = instance.settings.test_mode !== false && !isThisMachine(new URL(frontendApi).hostname)
    return [
      isOpen
        ? warning(
            `Instance ${slug} (${environmentType}) is open to the world at ${frontendApi}: 424242 signs test addresses in.`,
          )
        : ok(`Instance ${slug} (${environmentType}) at ${frontendApi}.`),
    ]
  }
  return [
    frontendApi.startsWith('https:')
      ? ok(`Instance ${slug} (production) at ${frontendApi}.`)
      : fault(
          `Instance ${slug} is a production one, and its URL ${frontendApi} is not https. Set KEYWRIGHT_PUBLIC_URL.`,
        ),
    ...(instance.settings.test_mode === true
      ? [warning(`Instance ${slug} is a production one with test mode on: 424242 signs test addresses in.`)]
      : []),
  ]
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.|\.localhost$/.test(hostname)
}

function judgeMail({ KEYWRIGHT_SMTP_URL: smtp }: Config, { services }: StartedServices): Finding[] {
  if (smtp !== '') return [ok('Mail is delivered by SMTP.')]
  const isProduction = services.directory
    .all()
    .some(({ environmentType }) => environmentType === 'production')
  return [
    isProduction
      ? fault('KEYWRIGHT_SMTP_URL is not set: a production instance cannot send mail.')
      : ok('Mail stays in the dev inbox.'),
  ]
}

async function judgeServer(config: Config): Promise<Finding> {
  const host = ['0.0.0.0', '::', 'localhost', ''].includes(config.KEYWRIGHT_HOST)
    ? '127.0.0.1'
    : config.KEYWRIGHT_HOST
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${config.PORT}`
  const answer = await fetch(`${url}/v1/environment`, { signal: AbortSignal.timeout(3_000) }).catch(
    () => undefined,
  )
  if (answer === undefined) return warning(`No server answers at ${url}.`)
  const body: unknown = await answer.json().catch(() => undefined)
  const isKeywright = typeof body === 'object' && body !== null && 'auth_config' in body
  return isKeywright
    ? ok(`The server answers at ${url}.`)
    : fault(`Something else than Keywright answers at ${url}. Set PORT.`)
}
