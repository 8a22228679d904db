/** Writes one server-sent event (HTML standard §9.2.6). Data is JSON, so it has no line breaks of its own. */
export function eventFrame(event: string, data: object, id?: string): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
}
