import type { StartedServices } from '@keywright/server/command'

/** Where a command writes. What is asked for goes to `out` and nothing else does, so that it can be piped. */
export interface Output {
  out(text: string): void
  /** For people: progress, warnings, faults. */
  note(text: string): void
}

export interface Context extends Output {
  environment: Record<string, string | undefined>
}

export interface Command {
  /** After the command's name. */
  usage: string
  run(args: string[], context: Context): Promise<void>
}

/** The command was called in a way it does not know. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The command cannot do what is asked; the message says why in words. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

export type Services = StartedServices['services']
