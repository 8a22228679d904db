/**
 * What the components may cost, of the design (ui-design 3.5): the one table that all measurements are held against.
 * Bytes are after gzip, 1 KB is 1000 bytes; times are on a slow phone (150 ms, 1.6 Mbit/s, a processor four times slower).
 */
export const budgets = {
  bytes: {
    core: 12_000,
    /** Scripts and styles until a typed identifier can be sent; `signUp` the same for its form. Client included. */
    signIn: 28_000,
    signUp: 30_000,
    /** Its picture is there before any code: client and modules alone. */
    userButton: 18_000,
    userProfile: 40_000,
    organizationSwitcher: 22_000,
    organizationProfile: 44_000,
    /** Any further piece of code. */
    piece: 12_000,
    stylesheet: 9_000,
    languageOfFlow: 1_600,
    language: 16_000,
    reactWrapper: 6_000,
    /** Elements for React, on top of wrapper and client; each flow is a further piece. */
    reactElements: 8_000,
    /** Document, scripts, styles and everything else that was fetched. */
    portalPage: 36_000,
  },
  /** Of a page of the portal, itself included, before it can be used. */
  requests: 3,
  milliseconds: {
    rendered: { visible: 800, usable: 1_000 },
    mounted: { visible: 1_400, usable: 1_400 },
  },
  layoutShift: 0,
} as const

/** Something measured. */
export interface Row {
  name: string
  value: number
  limit: number
  unit: 'KB' | 'requests' | 'ms' | 'shift'
}

const isOver = ({ value, limit }: Row): boolean => value > limit

const written: Record<Row['unit'], (value: number) => string> = {
  KB: (value) => `${(value / 1000).toFixed(2)} KB`,
  requests: (value) => `${value} requests`,
  ms: (value) => `${value.toFixed(0)} ms`,
  shift: (value) => `${value.toFixed(3)} shift`,
}

/** Writes the rows, and how many keep to the budget in a last line; tells whether all do. */
export function printRows(rows: readonly Row[]): boolean {
  for (const row of rows) {
    const { name, value, limit, unit } = row
    const write = written[unit]
    console.log(
      `${isOver(row) ? 'OVER ' : '     '}${write(value).padStart(11)} of ${write(limit).padEnd(12)}${name}`,
    )
  }
  const over = rows.filter(isOver).length
  console.log(`${rows.length - over} within budget, ${over} over`)
  return over === 0
}
