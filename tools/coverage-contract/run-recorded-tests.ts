/** Runs the server's tests with recording on and reads what they recorded, or what an earlier run did. */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedLine } from '../../apps/server/src/testing/record-exchanges.ts'
import { repositoryRoot } from '../repository-files.ts'
import type { Recording } from './judge-operations.ts'

/** What a run left behind. */
export interface RecordedRun {
  /** Whether every test passed. */
  passed: boolean
  output: string
  recordings: Recording[]
}

// The platform layer knows no domain and so serves no operation; tests of starting and crashing, and of hostile input, take minutes.
const unrecorded = ['platform/**', 'bad-days/**', 'bad-input.test.ts', 'cli.test.ts'].map(
  (path) => `--exclude=apps/server/src/${path}`,
)

/** What a run has recorded already: the tests of the server need not run twice for two checks. */
export async function readRecordedRun(folder: string): Promise<RecordedRun> {
  return { passed: true, output: '', recordings: await readRecordings(folder) }
}

/** Runs these spec files, or all of the server's. The recordings are of this run alone and are deleted with it. */
export async function runRecordedTests(specs: readonly string[]): Promise<RecordedRun> {
  const folder = await mkdtemp(join(tmpdir(), 'keywright-recordings-'))
  try {
    const { code, output } = await runVitest(specs, folder)
    return { passed: code === 0, output, recordings: await readRecordings(folder) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Reads the recordings of a folder, one for each process. */
async function readRecordings(folder: string): Promise<Recording[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.jsonl')).sort()
  return Promise.all(files.map(async (file) => parseRecording(await readFile(join(folder, file), 'utf8'))))
}

function parseRecording(text: string): RecordedLine[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line): RecordedLine => JSON.parse(line))
}

function runVitest(specs: readonly string[], folder: string): Promise<{ code: number; output: string }> {
  const vitest = join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs')
  const nodeOptions = `${process.env.NODE_OPTIONS ?? ''} --conditions=keywright-source`.trim()
  const chosen = specs.length > 0 ? specs : unrecorded
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'unit', ...chosen], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: nodeOptions, KEYWRIGHT_RECORD_DIR: folder, NO_COLOR: '1' },
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}
