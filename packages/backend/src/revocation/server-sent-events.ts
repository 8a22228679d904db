/** One server-sent event; an empty `id` is none. */
export interface ServerSentEvent {
  event: string
  id: string
  data: string
}

/** No frame of the feed comes near; without a bound a broken server could fill the memory. */
const frameLengthMax = 8 * 1024 * 1024

/** Reads server-sent events from bytes (HTML standard §9.2.6). What is only a comment is left out. */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerSentEvent> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += value
      const frames = text.split(/\r\n\r\n|\n\n|\r\r/)
      text = frames.pop() ?? ''
      if (text.length > frameLengthMax) throw new RangeError('a server-sent event is too long')
      for (const frame of frames) {
        const event = parseFrame(frame)
        if (event) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function parseFrame(frame: string): ServerSentEvent | undefined {
  const event: ServerSentEvent = { event: 'message', id: '', data: '' }
  const data: string[] = []
  for (const line of frame.split(/\r\n|\n|\r/)) {
    const [, field, value = ''] = /^(event|id|data)(?:: ?(.*))?$/.exec(line) ?? []
    if (field === 'data') data.push(value)
    else if (field === 'event') event.event = value
    else if (field === 'id') event.id = value
  }
  return data.length === 0 ? undefined : { ...event, data: data.join('\n') }
}
