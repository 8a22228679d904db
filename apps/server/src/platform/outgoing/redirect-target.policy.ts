/** Where a redirect leads (RFC 9110 §10.2.2); `undefined`: nowhere that is gone to. */
export function redirectTarget(from: string, location: string | undefined): string | undefined {
  if (!location || !URL.canParse(location, from)) return undefined
  const next = new URL(location, from)
  // What was asked for unseen is not fetched where everybody can see and change it.
  const isAsSafe = next.protocol === 'https:' || next.protocol === new URL(from).protocol
  return isAsSafe ? next.href : undefined
}
