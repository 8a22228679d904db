import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  endServerProcesses,
  findFreePort,
  makeDataFolder,
  type ServerProcess,
  spawnServer,
  startServerProcess,
  waitUntil,
} from '../testing/server-process.ts'

let dataDirectory: string
let server: ServerProcess

beforeAll(async () => {
  dataDirectory = await makeDataFolder()
})
afterAll(() => endServerProcesses())

/** A request whose body is held back, and so under way for as long as the test wants. */
function beginRequest({ port, secretKey }: ServerProcess) {
  const body = '{"email_address":["slow@example.com"],"skip_password_requirement":true}'
  let answer = ''
  const socket: Socket = connect(port, '127.0.0.1', () => {
    const head = ['POST /v1/users HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${secretKey}`]
    const rest = ['Content-Type: application/json', `Content-Length: ${body.length}`, '', '{']
    socket.write([...head, ...rest].join('\r\n'))
  })
  socket.setEncoding('utf8').on('error', () => undefined)
  const closed = new Promise<string>((resolve) => {
    socket.on('data', (text: string) => {
      answer += text
    })
    socket.on('close', () => resolve(answer))
  })
  return { finish: () => void socket.write(body.slice(1)), closed }
}

describe('a server that cannot start', { timeout: 120_000 }, () => {
  it('names the taken port and PORT, and touches neither the data folder nor a database', async () => {
    const other = createServer()
    const port = await findFreePort()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    const { ended } = await spawnServer({ dataDirectory, port })
    const { code, stderr } = await ended
    other.close()
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 1, lines: 1 })
    expect(stderr).toMatch(new RegExp(`^Keywright: Port ${port} .* PORT `))
    await expect(stat(dataDirectory)).rejects.toThrow('ENOENT')
  })

  it('says why in words on standard error, without a stack, and ends with 1', async () => {
    const environment = { DATABASE_URL: 'postgres://me:hidden@127.0.0.1:1/x' }
    const { ended } = await spawnServer({ dataDirectory, environment })
    const { code, stdout, stderr } = await ended
    expect(stderr).toMatch(/^Keywright: The database cannot be reached .*\n$/)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })
})

describe('a server that runs', { timeout: 120_000 }, () => {
  it('says where it is and with which keys, for people and for machines', async () => {
    server = await startServerProcess({ dataDirectory })
    const { stdout } = server.written
    expect(stdout).toContain(`http://localhost:${server.port}\n`)
    expect(stdout).toMatch(/^ {2}Publishable key +pk_test_\w+/m)
    expect(stdout).toMatch(/npx --no-install keywright keys/)
    expect(server.log.at(-1)).toMatchObject({ level: 'info', msg: 'keywright is ready' })
    expect(JSON.stringify(server.log)).not.toContain(server.secretKey)
    expect((await server.call('GET', '/v1/users')).status).toBe(200)
  })

  it('answers a request under way when it is asked to stop, takes no other, and stops its database', async () => {
    const slow = beginRequest(server)
    await waitUntil(async () => (await fetch(`${server.url}/health`)).status === 200)
    const ending = server.end('SIGTERM')
    await waitUntil(() =>
      fetch(server.url).then(
        () => false,
        () => true,
      ),
    )
    slow.finish()
    const answer = await slow.closed
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(answer).toMatch(/connection: close/i)
    expect(answer).toMatch(/"email_address":"slow@example\.com"/)
    const { code, stderr } = await ending
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(server.log.find(({ msg }) => msg === 'embedded postgres left by its last user')).toMatchObject({
      stopped: true,
    })
  })

  it('ends at once at the second signal, and starts again after that', async () => {
    const stubborn = await startServerProcess({ dataDirectory })
    const slow = beginRequest(stubborn)
    await waitUntil(async () => (await fetch(`${stubborn.url}/health`)).status === 200)
    stubborn.child.kill('SIGTERM')
    // A terminal and npm hand on one Ctrl+C twice; that is not a second one. (Two of the same kind may arrive as one.)
    stubborn.child.kill('SIGINT')
    await waitUntil(() =>
      fetch(stubborn.url).then(
        () => false,
        () => true,
      ),
    )
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(stubborn.child.exitCode).toBeNull()
    const begin = performance.now()
    const { code } = await stubborn.end('SIGTERM')
    expect(code).toBe(143)
    expect(performance.now() - begin).toBeLessThan(1_000)
    await slow.closed
  })

  it('adopts the database that was left, says nothing when it is told to be silent, and stops while it starts', async () => {
    const quiet = await spawnServer({ dataDirectory, environment: { KEYWRIGHT_LOG_LEVEL: 'silent' } })
    await waitUntil(() =>
      fetch(`${quiet.url}/ready`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    )
    quiet.child.kill('SIGINT')
    expect(await quiet.ended).toMatchObject({ code: 0, stdout: '', stderr: '' })
    const early = await spawnServer({ dataDirectory })
    await waitUntil(() =>
      fetch(`${early.url}/health`).then(
        () => true,
        () => false,
      ),
    )
    early.child.kill('SIGTERM')
    expect(await early.ended).toMatchObject({ code: 0, stderr: '' })
  })
})
