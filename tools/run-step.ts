/** One step of the checks: a command, or a vitest project whose tests are counted. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { countTests, type TestCounts } from './count-tests.ts'

/** What a step found. A command counts as one passed or one failed. */
export type StepResult = {
  passed: number
  failed: number
  skipped: readonly string[]
  output: string
  elapsedMs: number
  isTestRun: boolean
}

type Finished = { code: number; output: string; elapsedMs: number }

/** Steps run in a group of their own, so that stopping one also stops the browsers and servers it started. */
function stop(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

/** The repository's tools come first on the path, and workspace packages are read from their sources. */
function stepEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: options = '', PATH: path = '' } = process.env
  return {
    ...process.env,
    PATH: `${join(import.meta.dirname, '../node_modules/.bin')}${delimiter}${path}`,
    NODE_OPTIONS: `${options} --conditions=keywright-source`.trim(),
    [process.stdout.isTTY ? 'FORCE_COLOR' : 'NO_COLOR']: '1',
  }
}

/** Runs a command line and collects what it prints; a run over its time counts as failed. */
function collect(commandLine: string, limitMs: number): Promise<Finished> {
  const startedAt = performance.now()
  const child = spawn(commandLine, {
    shell: true,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: stepEnvironment(),
  })
  let output = ''
  const append = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', append)
  child.stderr.on('data', append)
  const interrupt = (signal: NodeJS.Signals) => {
    stop(child)
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  const timer = setTimeout(() => {
    output += `\nstopped after ${limitMs / 60_000} minutes`
    stop(child)
  }, limitMs)
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
      resolve({ code: code ?? 1, output, elapsedMs: performance.now() - startedAt })
    })
  })
}

/** Runs a command that passes when it exits with 0. */
export async function runCommand(commandLine: string, limitMs: number): Promise<StepResult> {
  const { code, output, elapsedMs } = await collect(commandLine, limitMs)
  const failed = code === 0 ? 0 : 1
  return { passed: 1 - failed, failed, skipped: [], output, elapsedMs, isTestRun: false }
}

async function readCounts(file: string): Promise<TestCounts | undefined> {
  try {
    return countTests(JSON.parse(await readFile(file, 'utf8')), {
      skippedIsFailed: process.env.CI === 'true',
    })
  } catch {
    return undefined
  }
}

/** Runs one vitest project and counts its tests from the report it writes. */
export async function runTests(project: string, limitMs: number): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), 'keywright-tests-'))
  try {
    const file = join(folder, 'report.json')
    const reporters = `--reporter=default --reporter=json --outputFile.json=${file}`
    const { code, output, elapsedMs } = await collect(`vitest run --project ${project} ${reporters}`, limitMs)
    const counts = (await readCounts(file)) ?? { passed: 0, failed: 0, skipped: [] }
    // A run can fail without a failed test: no report, no test found, an error outside any test.
    const broke = counts.failed === 0 && (code !== 0 || counts.passed === 0)
    return { ...counts, failed: counts.failed + (broke ? 1 : 0), output, elapsedMs, isTestRun: true }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
