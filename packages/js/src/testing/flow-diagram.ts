import { readFile } from 'node:fs/promises'

/** A table of a flow, as far as its picture shows it. */
interface Drawable {
  states: Record<string, { part: string | null; on: object; enter?: object; poll?: object }>
  refusals: Record<string, { to: string }>
}

const targetsOf = (transition: object): readonly string[] =>
  'to' in transition && Array.isArray(transition.to) ? transition.to : []

/** Every arrow of a flow, as its diagram writes it. */
export function arrowsOf({ states }: Drawable): string[] {
  const arrows = Object.entries(states).flatMap(([from, { on, enter, poll }]) => {
    const events = { ...on, ...(enter && { ENTER: enter }), ...(poll && { POLL: poll }) }
    return Object.entries(events).flatMap(([event, transition]: [string, object]) =>
      targetsOf(transition).map((to) => `${from} --> ${to} : ${event}`),
    )
  })
  return arrows.sort()
}

/** The arrows drawn in a document. */
export async function readArrows(url: URL): Promise<string[]> {
  const text = await readFile(url, 'utf8')
  const diagram = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  return [...diagram.matchAll(/^\s*(\w+ --> \w+ : \w+)$/gm)].map(([, arrow = '']) => arrow).sort()
}

/** The rows of the two tables in a document: places in the address, and where refusals lead. */
export async function readRows(url: URL): Promise<string[]> {
  const text = await readFile(url, 'utf8')
  return [...text.matchAll(/^\| `(\w+)` \| (.*?) \|$/gm)].map(([, name, value]) => `${name}: ${value}`).sort()
}

export function rowsOf({ states, refusals }: Drawable): string[] {
  const parts = Object.entries(states).map(([name, { part }]) => `${name}: ${writePart(part)}`)
  return [...parts, ...Object.entries(refusals).map(([code, { to }]) => `${code}: ${to}`)].sort()
}

const writePart = (part: string | null) => (part === null ? 'none' : `\`/${part}\``)
