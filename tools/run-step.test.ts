import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCommand } from './run-step.ts'

it('counts a command that exits with 0 as one passed', async () => {
  expect(await runCommand('node --version', 30_000)).toMatchObject({ passed: 1, failed: 0 })
})

it('counts any other command as one failed and keeps what it printed', async () => {
  const result = await runCommand('echo out && echo err >&2 && exit 3', 30_000)
  expect(result).toMatchObject({ passed: 0, failed: 1 })
  expect(result.output).toMatch(/out[\s\S]*err/)
})

it('counts a command that does not exist as one failed', async () => {
  expect(await runCommand('no-such-command-here', 30_000)).toMatchObject({ passed: 0, failed: 1 })
})

it('stops a command over its time, and what the command started', async () => {
  const left = join(tmpdir(), `keywright-left-${process.pid}`)
  const result = await runCommand(`(sleep 1; touch ${left}) & sleep 60`, 200)
  expect(result).toMatchObject({ passed: 0, failed: 1 })
  await new Promise((resolve) => setTimeout(resolve, 1200))
  expect(existsSync(left)).toBe(false)
  rmSync(left, { force: true })
})

it('runs the Node of the repository, with workspace packages read from their sources', async () => {
  const script = 'console.log(process.version, process.env.NODE_OPTIONS)'
  expect((await runCommand(`node -e "${script}"`, 30_000)).output).toMatch(
    /^v24.*--conditions=keywright-source/,
  )
})
