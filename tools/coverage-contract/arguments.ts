/** Reads the command line of `coverage:contract`. */
import { parseArgs } from 'node:util'
import type { Audience } from '../../apps/server/src/testing/record-exchanges.ts'
import { apis } from './reference.ts'

/** What was asked for. */
export interface CoverageArguments {
  /** Test files to run; none means all of the server's. */
  specs: string[]
  jsonFile: string | undefined
  /** How many operations of an API must count at least. */
  required: ReadonlyMap<Audience, number>
}

/** Parses the arguments; throws words for the person at the command line when they make no sense. */
export function parseCoverageArguments(args: readonly string[]): CoverageArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'string' }, require: { type: 'string' } },
  })
  return { specs: positionals, jsonFile: values.json, required: parseRequired(values.require ?? '') }
}

function parseRequired(text: string): Map<Audience, number> {
  const parts = text.split(',').filter((part) => part !== '')
  return new Map(
    parts.map((part) => {
      const [, name, count] = /^\s*(\w+)=(\d+)\s*$/.exec(part) ?? []
      const api = apis.find((known) => known === name)
      if (!api)
        throw new Error(
          `--require takes ${apis.map((known) => `${known}=<count>`).join(',')}; this is "${part}".`,
        )
      return [api, Number(count)]
    }),
  )
}
