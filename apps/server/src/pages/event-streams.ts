/** Server-sent events (HTML standard, "Server-sent events"): what tells an open page that there is something new. */

export interface EventStreams {
  /** A stream for whoever listens to a topic. */
  open(topic: string): Response
  send(topic: string, event: string): void
  /** Ends every stream, and refuses new ones: the server stops. */
  close(): void
}

/** Proxies and browsers give up on connections on which nothing comes. */
const heartbeatMilliseconds = 15_000
/** More than any developer has tabs; a page that reconnects in a loop must not hold memory without end. */
const streamsMax = 100

type Controller = ReadableStreamDefaultController<Uint8Array>

export function createEventStreams(): EventStreams {
  const open = new Map<Controller, string>()
  const encoder = new TextEncoder()
  let isClosed = false
  let heartbeat: NodeJS.Timeout | undefined

  function write(controller: Controller, text: string): void {
    controller.enqueue(encoder.encode(text))
  }

  function leave(controller: Controller): void {
    open.delete(controller)
    if (open.size === 0) clearInterval(heartbeat)
  }

  function join(controller: Controller, topic: string): void {
    if (open.size === 0) {
      heartbeat = setInterval(() => {
        for (const controller of open.keys()) write(controller, ':\n\n')
      }, heartbeatMilliseconds)
      heartbeat.unref()
    }
    open.set(controller, topic)
    write(controller, 'retry: 1000\nevent: open\ndata: {}\n\n')
  }

  function stream(topic: string): ReadableStream<Uint8Array> {
    let joined: Controller | undefined
    return new ReadableStream<Uint8Array>({
      start(controller) {
        joined = controller
        join(controller, topic)
      },
      cancel() {
        if (joined) leave(joined)
      },
    })
  }

  return {
    open(topic) {
      const headers = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
      if (isClosed || open.size >= streamsMax) return new Response(null, { status: 503, headers })
      return new Response(stream(topic), { headers: { ...headers, 'content-type': 'text/event-stream' } })
    },
    send(topic, event) {
      for (const [controller, listensTo] of open)
        if (listensTo === topic) write(controller, `event: ${event}\ndata: {}\n\n`)
    },
    close() {
      isClosed = true
      for (const controller of open.keys()) {
        leave(controller)
        controller.close()
      }
    },
  }
}
