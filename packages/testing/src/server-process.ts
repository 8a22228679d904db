/** A process that serves: started, waited for, stopped, with everything it printed. */
import { type ChildProcess, spawn } from 'node:child_process'

export interface ServerProcess {
  readonly pid: number
  /** What it printed so far, standard output and errors mixed as they came. */
  output(): string
  /** Asks it to stop and waits until it has; after 20 seconds it is killed. */
  stop(): Promise<number | null>
  /** Ends it as a crash would. */
  kill(): Promise<void>
}

export interface ServerProcessOptions {
  command: string
  args: readonly string[]
  cwd: string
  env: Record<string, string | undefined>
  /** Answers 2xx once the process can be used. */
  readyUrl: string
  readyWithinMilliseconds?: number
}

/** Starts a process and waits until it is ready; when it ends before, what it printed is the error. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: definedOnly({ ...process.env, ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', resolve)
  })
  // Tests that are cut off must not leave servers behind.
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  void ended.then(() => process.off('exit', killWithUs))
  const server: ServerProcess = {
    pid: child.pid ?? 0,
    output: () => printed,
    stop: () => stopChild(child, ended),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
  await untilReady(options, ended, server)
  return server
}

function definedOnly(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

async function stopChild(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  return await ended.finally(() => clearTimeout(timer))
}

async function untilReady(
  { readyUrl, readyWithinMilliseconds = 60_000, args }: ServerProcessOptions,
  ended: Promise<number | null>,
  server: ServerProcess,
): Promise<void> {
  const deadline = Date.now() + readyWithinMilliseconds
  let hasEnded = false
  void ended.then(() => {
    hasEnded = true
  })
  while (Date.now() < deadline) {
    if (hasEnded) throw new Error(`Keywright: ${args.join(' ')} ended at once.\n${server.output()}`)
    if (await answers(readyUrl)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await server.kill()
  throw new Error(`Keywright: ${args.join(' ')} was not ready in time.\n${server.output()}`)
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) })
    await response.arrayBuffer()
    // A development server may listen before it knows its pages.
    return response.status < 500 && response.status !== 404
  } catch {
    return false
  }
}
