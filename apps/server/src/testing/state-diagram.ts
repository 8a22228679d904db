import { readFile } from 'node:fs/promises'

/** One arrow of a diagram. */
export interface Arrow {
  from: string
  to: string
  event: string
}

/** Reads the labelled arrows of the mermaid state diagram in a document; those from and to `[*]` have no label. */
export async function readStateDiagram(url: URL): Promise<Arrow[]> {
  const text = await readFile(url, 'utf8')
  const diagram = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  const arrows = [...diagram.matchAll(/^\s*(\w+) --> (\w+) : (\w+)$/gm)]
  return arrows.map(([, from = '', to = '', event = '']) => ({ from, to, event }))
}

/** The arrows of a machine, found by trying every event in every state. */
export function arrowsOf<Status extends string, Event extends string>(
  statuses: readonly Status[],
  events: readonly Event[],
  next: (status: Status, event: Event) => Status | undefined,
): Arrow[] {
  return statuses.flatMap((from) =>
    events.flatMap((event) => {
      const to = next(from, event)
      return to === undefined ? [] : [{ from, to, event }]
    }),
  )
}

/** In one order, so that two sets of arrows can be compared. */
export function sortArrows(arrows: readonly Arrow[]): string[] {
  return arrows.map(({ from, to, event }) => `${from} --> ${to} : ${event}`).sort()
}
