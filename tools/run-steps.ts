/**
 * Runs the steps of `steps.mjs` one after the other, whatever the earlier ones said, prints the output of those that
 * failed, and ends with one line: `N passed, N failed`. Nothing is skipped silently: skipped tests are named, and in
 * CI they are failures.
 */
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './browsers.ts'
import { runCommand, runTests, type StepResult } from './run-step.ts'
import { steps } from './steps.mjs'

type Step = (typeof steps)[number]

const withoutBrowser = process.argv.includes('--without-browser')
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length)

/** `--only=` names one step or a part of its name, for work on that step. */
function selectSteps(): readonly Step[] {
  const selected = steps.filter((step) => (only ? step.name.includes(only) : true))
  if (selected.length === 0) throw new Error(`Keywright: no step is called ${only}.`)
  return selected.filter((step) => !(withoutBrowser && 'browser' in step))
}

function runStep(step: Step): Promise<StepResult> {
  const limitMs = (step.minutes ?? 10) * 60_000
  return 'project' in step ? runTests(step.project, limitMs) : runCommand(step.command, limitMs)
}

function describe(result: StepResult): string {
  const counts = result.isTestRun ? `${result.passed} passed, ${result.failed} failed, ` : ''
  return `${result.failed === 0 ? 'ok' : 'FAILED'} (${counts}${(result.elapsedMs / 1000).toFixed(1)} s)`
}

async function report(step: Step): Promise<StepResult> {
  process.stdout.write(`${step.name} ... `)
  const result = await runStep(step)
  console.log(describe(result))
  if (result.failed > 0) console.log(`\n${result.output.trim()}\n`)
  for (const title of result.skipped) console.log(`  skipped: ${title}`)
  return result
}

/** What the tests of the server are answered is recorded for the step that judges it: they run once for both. */
async function recordFor(selected: readonly Step[]): Promise<void> {
  if (selected.filter((step) => 'recorded' in step).length < 2) return
  const folder = await mkdtemp(join(tmpdir(), 'keywright-recordings-'))
  process.env.KEYWRIGHT_RECORD_DIR = folder
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
}

async function main(): Promise<void> {
  const selected = selectSteps()
  await recordFor(selected)
  if (selected.some((step) => 'browser' in step)) process.env.KEYWRIGHT_CHROMIUM = ensureChromium()
  const failedSteps: string[] = []
  let passed = 0
  let failed = 0
  for (const step of selected) {
    const result = await report(step)
    passed += result.passed
    failed += result.failed
    if (result.failed > 0) failedSteps.push(step.name)
  }
  if (failedSteps.length > 0) console.log(`\nfailed: ${failedSteps.join(', ')}`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
