import type { FlowEvent, Machine, Snapshot } from '@keywright/js/flows'
import type { Seed } from './seeds.ts'

/** A machine that stands still. */
export function frozen<Value extends string, Context, Event extends FlowEvent>(
  value: Value,
  { context, error, pending }: Seed<Context>,
): Machine<Value, Context, Event> {
  const snapshot: Snapshot<Value, Context> = { value, context, error, pending }
  return { get: () => snapshot, send: () => undefined, can: () => false, subscribe: () => () => undefined }
}

/** One picture of a state, by its name. */
export function seedOf(all: object, state: string, name: string): Seed<unknown> {
  const list = Object.entries<readonly Seed<unknown>[]>(all as never).find(([key]) => key === state)?.[1]
  const seed = list?.find((one) => one.name === name)
  if (!seed) throw new Error(`Keywright: there is no picture ${state}/${name}.`)
  return seed
}
