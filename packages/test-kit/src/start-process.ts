import { type ChildProcess, spawn } from 'node:child_process'

export interface StartProcessOptions {
  command: string
  args: readonly string[]
  cwd: string
  env?: Record<string, string | undefined>
  /** Answers 200 once the process can be used. */
  readyUrl: string
  timeoutSeconds?: number
}

export interface RunningProcess {
  readonly pid: number
  /** What it has printed so far, both streams. */
  output(): string
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
}

/** Starts a process and waits until it answers. When it ends first, what it printed is in the error. */
export async function startProcess(options: StartProcessOptions): Promise<RunningProcess> {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  }
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  await waitUntilReady(child, options, () => printed).catch(async (error: unknown) => {
    await end('SIGKILL')
    throw error
  })
  return {
    pid: child.pid ?? 0,
    output: () => printed,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

async function waitUntilReady(
  child: ChildProcess,
  options: StartProcessOptions,
  printed: () => string,
): Promise<void> {
  const deadline = Date.now() + (options.timeoutSeconds ?? 60) * 1000
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break
    if (await answers(options.readyUrl)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${options.command} ${options.args.join(' ')} is not ready:\n${printed()}`)
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) })
    return response.status < 500
  } catch {
    return false
  }
}
