import { parseArgs } from 'node:util'
import { type Command, UsageError } from '../command.ts'
import { operatorScope, pickInstance, withServices } from '../open-server.ts'

/** Shows an instance's signing secret of webhooks, or makes a new one. Where they go is a setting. */
export const webhooksCommand: Command = {
  usage: 'secret | rotate-secret  [--instance <slug>]',
  async run([action, ...args], context) {
    const { values } = parseArgs({ args, options: { instance: { type: 'string' } } })
    if (action !== 'secret' && action !== 'rotate-secret')
      throw new UsageError('Say secret or rotate-secret.')
    const [secret, url] = await withServices(context, async (started) => {
      const scope = operatorScope(pickInstance(started, values.instance))
      const { webhooks } = started.services
      const found =
        action === 'secret' ? await webhooks.revealSecret(scope) : await webhooks.rotateSecret(scope)
      return [found, scope.instance.settings.webhooks.url] as const
    })
    context.out(`${secret}\n`)
    if (url === '') context.note('Nothing is posted yet: `keywright config set webhooks.url=https://…`\n')
  },
}
