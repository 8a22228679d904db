import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  backupDatabase,
  migrate,
  migrationsDirectory,
  openPool,
  restoreDatabase,
} from '@keywright/server/command'
import { type Command, CommandError, UsageError } from '../command.ts'
import { withDatabase } from '../open-server.ts'

/** Brings the database to the schema of this version. The server does so itself at its start. */
export const migrateCommand: Command = {
  usage: '',
  async run(args, context) {
    parseArgs({ args, options: {} })
    await withDatabase(context, async ({ target }, log) => {
      const pool = openPool(target, { max: 2, log })
      try {
        const { applied } = await migrate(pool, { directory: migrationsDirectory, log })
        context.out(applied.length === 0 ? 'Nothing to do.\n' : applied.map((name) => `${name}\n`).join(''))
      } finally {
        await pool.end()
      }
    })
  },
}

/** Saves every row to one file. */
export const backupCommand: Command = {
  usage: '<file>',
  async run(args, context) {
    const file = requireFile(args)
    if (existsSync(file)) throw new CommandError(`${file} exists already. Name another file.`)
    const { tables, rows } = await withDatabase(context, ({ target }) => backupDatabase(target, file))
    context.out(`${file}: ${rows} rows of ${tables} tables.\n`)
    context.note(
      'Keep the master key as well (KEYWRIGHT_MASTER_KEY, or master.key in the data folder): the file holds secrets that only it opens.\n',
    )
  },
}

/** Reads such a file back. */
export const restoreCommand: Command = {
  usage: '<file> [--overwrite]',
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args,
      options: { overwrite: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const file = requireFile(positionals)
    if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`)
    const { tables, rows } = await withDatabase(context, ({ target }, log) =>
      restoreDatabase(target, file, { overwrite: values.overwrite, migrationsDirectory, log }),
    )
    context.out(`${rows} rows of ${tables} tables restored.\n`)
    context.note('Start the server anew: one that ran meanwhile remembers what was there before.\n')
  },
}

function requireFile(args: readonly string[]): string {
  const [file, ...more] = args
  if (file === undefined || file.startsWith('-') || more.length > 0) throw new UsageError('Name one file.')
  return resolve(file)
}
