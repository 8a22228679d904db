import { parseArgs } from 'node:util'
import { type Command, CommandError, UsageError } from '../command.ts'
import { operatorScope, pickInstance, withServices } from '../open-server.ts'

/** More than anybody's apps have. */
const listedMax = 500

/** Lists, adds and removes the addresses by which native apps are reached when a provider leads back. */
export const redirectUrlsCommand: Command = {
  usage: 'list | add <url> | remove <url>  [--instance <slug>]',
  async run([action, ...args], context) {
    const { values, positionals } = parseArgs({
      args,
      options: { instance: { type: 'string' } },
      allowPositionals: true,
    })
    const [url] = positionals
    if (action === undefined || !['list', 'add', 'remove'].includes(action))
      throw new UsageError('Say list, add or remove.')
    if ((action !== 'list') !== (url !== undefined)) throw new UsageError('Name one URL to add or remove.')
    await withServices(context, async (started) => {
      const { redirectUrls } = started.services
      const scope = operatorScope(pickInstance(started, values.instance))
      const all = await redirectUrls.list(scope, { limit: listedMax, offset: 0 })
      if (url === undefined) {
        for (const known of all) context.out(`${known.url}\n`)
        return
      }
      const found = all.find((known) => known.url === url)
      if (action === 'add' && !found) await redirectUrls.create(scope, url)
      if (action === 'remove') {
        if (!found) throw new CommandError(`${url} is not registered.`)
        await redirectUrls.delete(scope, found.id)
      }
      context.out(`${url} is ${action === 'add' ? 'registered' : 'removed'}.\n`)
    })
  },
}
