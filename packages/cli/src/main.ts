import { inspect } from 'node:util'
import { type Command, CommandError, type Context, UsageError } from './command.ts'

interface Entry {
  summary: string
  /** Loaded when called: a mistyped command is answered before the server's code is read. */
  load(): Promise<Command>
}

const commands: Readonly<Record<string, Entry>> = {
  keys: {
    summary: 'Print the keys and URLs of an instance',
    load: async () => (await import('./commands/keys.ts')).keysCommand,
  },
  doctor: {
    summary: 'Look for what is wrong with this installation',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  instances: {
    summary: 'List instances, or create one',
    load: async () => (await import('./commands/instances.ts')).instancesCommand,
  },
  domains: {
    summary: 'List the domains of an instance, add or remove a satellite',
    load: async () => (await import('./commands/domains.ts')).domainsCommand,
  },
  config: {
    summary: 'Read, change or describe the settings of an instance',
    load: async () => (await import('./commands/config.ts')).configCommand,
  },
  eject: {
    summary: 'Write the source of a view into your app',
    load: async () => (await import('./commands/eject.ts')).ejectCommand,
  },
  'migrate-imports': {
    summary: 'Change an app’s imports from @clerk/* to @keywright/*',
    load: async () => (await import('./commands/migrate-imports.ts')).migrateImportsCommand,
  },
  'redirect-urls': {
    summary: 'List, add or remove addresses of native apps',
    load: async () => (await import('./commands/redirect-urls.ts')).redirectUrlsCommand,
  },
  social: {
    summary: 'Set up sign-in with other companies’ accounts, switch it on and off',
    load: async () => (await import('./commands/social.ts')).socialCommand,
  },
  webhooks: {
    summary: 'Print or replace the secret that webhooks are signed with',
    load: async () => (await import('./commands/webhooks.ts')).webhooksCommand,
  },
  migrate: {
    summary: 'Bring the database to this version’s schema',
    load: async () => (await import('./commands/database.ts')).migrateCommand,
  },
  backup: {
    summary: 'Save the database to a file',
    load: async () => (await import('./commands/database.ts')).backupCommand,
  },
  restore: {
    summary: 'Read a backup back into an empty database',
    load: async () => (await import('./commands/database.ts')).restoreCommand,
  },
  'rotate-signing-key': {
    summary: 'Sign session tokens with a new key',
    load: async () => (await import('./commands/signing-key.ts')).rotateSigningKeyCommand,
  },
}

/** Exit code of a call that was not understood; 1 is a command that failed. */
const misused = 2

function help(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(20)} ${summary}`)
  return [
    'Usage: keywright <command> [options]',
    '',
    `  ${'start'.padEnd(20)} Start the server`,
    ...lines,
    '',
    'Every setting is an environment variable: docs/reference/configuration.md',
    '',
  ].join('\n')
}

/** Runs one command and says how it went as an exit code. */
async function run([name = '', ...args]: string[], context: Context): Promise<number> {
  if (['', 'help', '--help', '-h'].includes(name)) {
    context.out(help())
    return name === '' ? misused : 0
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!entry) {
    context.note(`Keywright: there is no command "${name}".\n\n${help()}`)
    return misused
  }
  const command = await entry.load()
  if (args.includes('--help') || args.includes('-h')) {
    context.out(`${entry.summary}.\n\nUsage: keywright ${name} ${command.usage}\n`)
    return 0
  }
  try {
    await command.run(args, context)
    return 0
  } catch (error) {
    const misuse = asMisuse(error)
    if (misuse === undefined) context.note(`${await explain(error)}\n`)
    else context.note(`Keywright: ${misuse}\n\nUsage: keywright ${name} ${command.usage}\n`)
    return misuse === undefined ? 1 : misused
  }
}

/** `parseArgs` of Node throws errors of its own for options it does not know. */
function asMisuse(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return error instanceof Error && code.startsWith('ERR_PARSE_ARGS_') ? error.message : undefined
}

async function explain(error: unknown): Promise<string> {
  if (error instanceof CommandError) return `Keywright: ${error.message}`
  const { BackupError, DomainError, DomainErrors, explainStartFault } = await import(
    '@keywright/server/command'
  )
  if (error instanceof BackupError) return `Keywright: ${error.message}`
  if (error instanceof DomainErrors) return (await Promise.all(error.errors.map(explain))).join('\n')
  if (error instanceof DomainError) {
    const { param, longMessage } = error.options
    const text = (longMessage ?? error.message).replaceAll('{param}', param ?? 'value')
    return `Keywright: ${param === undefined ? '' : `${param}: `}${text} (${error.code})`
  }
  return explainStartFault(error) ?? inspect(error)
}

/** Waits until the text is out: a pipe may be slower than the end of the process. */
function write(stream: NodeJS.WriteStream): (text: string) => void {
  return (text) => void stream.write(text)
}

// A reader that has seen enough (`keywright config get | head`) is no fault.
process.stdout.on('error', () => undefined)
process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  out: write(process.stdout),
  note: write(process.stderr),
})
