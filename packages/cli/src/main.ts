import { inspect } from 'node:util'
import { BackupError, DomainError, DomainErrors, explainStartFault } from '@keywright/server'
import { type Command, CommandError, type Context, UsageError } from './command.ts'
import { configCommand } from './commands/config.ts'
import { backupCommand, migrateCommand, restoreCommand } from './commands/database.ts'
import { doctorCommand } from './commands/doctor.ts'
import { domainsCommand } from './commands/domains.ts'
import { instancesCommand } from './commands/instances.ts'
import { keysCommand } from './commands/keys.ts'
import { rotateSigningKeyCommand } from './commands/signing-key.ts'

const commands: Readonly<Record<string, Command>> = {
  keys: keysCommand,
  doctor: doctorCommand,
  instances: instancesCommand,
  domains: domainsCommand,
  config: configCommand,
  migrate: migrateCommand,
  backup: backupCommand,
  restore: restoreCommand,
  'rotate-signing-key': rotateSigningKeyCommand,
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
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    context.note(`Keywright: there is no command "${name}".\n\n${help()}`)
    return misused
  }
  if (args.includes('--help') || args.includes('-h')) {
    context.out(`${command.summary}.\n\nUsage: keywright ${name} ${command.usage}\n`)
    return 0
  }
  try {
    await command.run(args, context)
    return 0
  } catch (error) {
    const misuse = asMisuse(error)
    if (misuse === undefined) context.note(`${explain(error)}\n`)
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

function explain(error: unknown): string {
  if (error instanceof CommandError || error instanceof BackupError) return `Keywright: ${error.message}`
  if (error instanceof DomainErrors) return error.errors.map(explain).join('\n')
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
