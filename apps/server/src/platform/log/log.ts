import { pino } from 'pino'

/** Structured log. Secrets, codes and tokens are never among the fields; the writer redacts their usual names all the same. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

const secretFields = [
  'password',
  'secret',
  'secret_key',
  'token',
  'code',
  'authorization',
  'cookie',
  'jwt',
  'digest',
]

/** A log that writes one JSON object a line to standard output (or, for people, plain lines when `pretty`). */
export function createLog(options: { level: string; destination?: NodeJS.WritableStream }): Log {
  const paths = secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  return pino(
    {
      level: options.level,
      base: null,
      redact: { paths, censor: '[redacted]' },
      formatters: { level: (level) => ({ level }) },
    },
    options.destination ?? process.stdout,
  )
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
