import { createServer, type Socket } from 'node:net'

/** One mail as an SMTP server received it. */
export interface ReceivedMail {
  from: string
  to: string[]
  data: string
}

/** A mail server on this machine that keeps what it is sent, or answers `RCPT` with a refusal. */
export async function startFakeMailServer(options: { refuseWith?: string } = {}) {
  const received: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)))
    serve(socket, received, options)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** As much of RFC 5321 as a client needs. */
function serve(socket: Socket, received: ReceivedMail[], { refuseWith }: { refuseWith?: string }): void {
  let mail: ReceivedMail = { from: '', to: [], data: '' }
  let isData = false
  let rest = ''
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('220 test')
  socket.on('data', (chunk) => {
    rest += chunk.toString()
    for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end)
      rest = rest.slice(end + 2)
      if (isData) readData(line)
      else readCommand(line)
    }
  })

  function readData(line: string): void {
    if (line !== '.') {
      mail.data += `${line}\n`
      return
    }
    isData = false
    received.push(mail)
    mail = { from: '', to: [], data: '' }
    say('250 taken')
  }

  function readCommand(line: string): void {
    const command = line.slice(0, 4).toUpperCase()
    if (command === 'MAIL') mail.from = /<(.*)>/.exec(line)?.[1] ?? ''
    if (command === 'RCPT') {
      if (refuseWith !== undefined) return void say(refuseWith)
      mail.to.push(/<(.*)>/.exec(line)?.[1] ?? '')
    }
    if (command === 'DATA') {
      isData = true
      return void say('354 go on')
    }
    if (command === 'QUIT') return void socket.end('221 bye\r\n')
    say('250 ok')
  }
}
