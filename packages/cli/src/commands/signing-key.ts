import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { operatorScope, pickInstance, withServices } from '../open-server.ts'

/** Makes an instance sign with a new key. */
export const rotateSigningKeyCommand: Command = {
  usage: '[--instance <slug>] [--leaked]',
  async run(args, context) {
    const { values } = parseArgs({
      args,
      options: { instance: { type: 'string' }, leaked: { type: 'boolean', default: false } },
    })
    const kid = await withServices(context, async (started) => {
      const scope = operatorScope(pickInstance(started, values.instance))
      const key = await started.services.signingKeys.rotate(scope, values.leaked ? { keepSeconds: 0 } : {})
      return key.kid
    })
    context.out(`${kid}\n`)
    context.note(
      values.leaked
        ? 'Nothing that an earlier key signed is accepted from now on. Official SDKs keep key sets for 5 minutes.\n'
        : 'Tokens of the key before it stay valid until they expire.\n',
    )
  },
}
