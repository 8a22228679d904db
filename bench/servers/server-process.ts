/** Servers as processes: started, found ready, looked at from outside, stopped. */
import { type ChildProcess, spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { rawRequest } from '../load/load-plan.ts'

export interface ServerProcess {
  pid: number
  port: number
  /** From the start of the process to its first good answer. */
  readyMilliseconds: number
  stop(): Promise<void>
}

export interface ServerStart {
  file: string
  environment: Readonly<Record<string, string>>
  port: number
  /** A path that answers 200 once the server is ready. */
  probePath: string
}

const readyMillisecondsMax = 60_000
const probePauseMilliseconds = 4

/** A port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port was found on 127.0.0.1.')
  return address.port
}

/** Starts a server and waits until it answers. */
export async function startServerProcess(start: ServerStart): Promise<ServerProcess> {
  const begin = performance.now()
  const child = spawn(process.execPath, [start.file], {
    env: { ...inheritedEnvironment(), ...start.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const complaints = collect(child)
  while (!(await answersWell(start))) {
    if (child.exitCode !== null) throw new Error(`${start.file} ended while starting: ${complaints()}`)
    if (performance.now() - begin > readyMillisecondsMax) throw new Error(`${start.file} did not get ready.`)
    await pause(probePauseMilliseconds)
  }
  const readyMilliseconds = performance.now() - begin
  if (child.pid === undefined) throw new Error(`${start.file} could not be started.`)
  return { pid: child.pid, port: start.port, readyMilliseconds, stop: () => stopChild(child) }
}

/** Nothing of the caller's settings may reach a server that is measured. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TMPDIR } = process.env
  return { PATH, HOME, LANG, TMPDIR }
}

function collect(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text = `${text}${chunk}`.slice(-4000)
  })
  return () => text
}

function answersWell({ port, probePath }: ServerStart): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => socket.write(rawRequest('GET', probePath, { connection: 'close' })))
    socket.once('data', (chunk) => {
      socket.destroy()
      resolve(chunk.toString('latin1', 9, 12) === '200')
    })
    socket.once('error', () => resolve(false))
    socket.once('end', () => resolve(false))
  })
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(killer)
}
