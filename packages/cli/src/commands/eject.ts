import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Command, CommandError, UsageError } from '../command.ts'
import { collectFiles } from '../eject/collect-files.ts'
import { type EjectableName, ejectables } from '../eject/ejectables.ts'
import { findChanged, writeFiles } from '../eject/write-files.ts'

const names = Object.keys(ejectables)
const isEjectable = (name: string): name is EjectableName => Object.hasOwn(ejectables, name)

/** Writes the source of a view into an app, to be changed there. */
export const ejectCommand: Command = {
  usage: `<${names.join('|')}> [--out <folder>] [--force]`,
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string', default: 'src/keywright' },
        force: { type: 'boolean', default: false },
      },
    })
    const [name = ''] = positionals
    if (!isEjectable(name) || positionals.length > 1)
      throw new UsageError(
        `eject takes one of ${names.join(', ')}${name && `; not "${positionals.join(' ')}"`}.`,
      )
    const ejectable = ejectables[name]
    const folder = resolve(values.out)
    const files = await collectFiles(ejectable)
    const changed = values.force ? [] : await findChanged(folder, files)
    if (changed.length > 0) throw new CommandError(refusal(values.out, changed))
    const { written, kept } = await writeFiles(folder, files)
    context.note(nextSteps(values.out, ejectable, written.length, kept.length))
  },
}

function refusal(folder: string, changed: readonly string[]): string {
  const list = changed.slice(0, 10).map((path) => `  ${path}`)
  const more = changed.length > list.length ? [`  and ${changed.length - list.length} more`] : []
  return [
    `nothing was written: these files of ${folder} are there already and say something else.`,
    ...list,
    ...more,
    'Give another folder with --out, or overwrite them with --force.',
  ].join('\n')
}

function nextSteps(
  out: string,
  { component, file }: { component: string; file: string },
  written: number,
  kept: number,
): string {
  const folder = relative(process.cwd(), resolve(out)) || '.'
  const there = kept > 0 ? ` (${kept} were there already)` : ''
  return `Wrote ${written} files to ${folder}${there}. They are yours now: no update will touch them.

Next:
  1. npm install @keywright/react
  2. Put <KeywrightProvider publishableKey="pk_…"> around your app, if it is not there yet.
  3. import { ${component} } from './${folder.replace(/^src\//, '')}/${file}'
     and draw <${component} /> where <${component} /> of @keywright/react was.
`
}
