import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command.ts'
import { frameworkEnv, frameworks } from '../framework-env.ts'
import { pickInstance, withServices } from '../open-server.ts'
import { serverUrls } from '../server-urls.ts'

/** Prints what opens an instance. */
export const keysCommand: Command = {
  usage: `[--json | --env <${frameworks.join('|')}>] [--instance <slug>] [--platform]`,
  async run(args, context) {
    const { values } = parseArgs({
      args: withDefaultFramework(args),
      options: {
        json: { type: 'boolean', default: false },
        env: { type: 'string' },
        instance: { type: 'string' },
        platform: { type: 'boolean', default: false },
      },
    })
    const framework = values.env
    if (framework !== undefined && !frameworks.includes(framework))
      throw new UsageError(`--env knows ${frameworks.join(', ')}; not "${framework}".`)
    const text = await withServices(context, async (started) => {
      if (values.platform) return await started.services.platformKeys.reveal()
      const instance = pickInstance(started, values.instance)
      const secretKey = await started.services.instances.revealSecretKey(instance.id)
      const urls = serverUrls(started.deps.config, instance)
      const { publishableKey } = instance
      if (values.json) return keysAsJson(publishableKey, secretKey, urls)
      const isDevelopment = instance.environmentType === 'development'
      if (framework !== undefined)
        return frameworkEnv(framework, { publishableKey, secretKey, urls, isDevelopment }).join('\n')
      return [
        `Publishable key   ${publishableKey}`,
        `Secret key        ${secretKey}`,
        `Frontend API      ${urls.frontendApi}`,
        `Backend API       ${urls.backendApi}`,
      ].join('\n')
    })
    context.out(`${text}\n`)
  },
}

function keysAsJson(
  publishableKey: string,
  secretKey: string,
  urls: { frontendApi: string; backendApi: string },
): string {
  return JSON.stringify({
    publishable_key: publishableKey,
    secret_key: secretKey,
    frontend_api_url: urls.frontendApi,
    backend_api_url: urls.backendApi,
  })
}

/** `--env` alone means Next.js, which most apps are. */
function withDefaultFramework(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    const next = args[index + 1]
    return arg === '--env' && (next === undefined || next.startsWith('--')) ? '--env=next' : arg
  })
}
