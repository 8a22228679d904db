import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder: string

/** A repository whose npm writes what it was asked, so that no test reaches the network. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywright-bootstrap-'))
  mkdirSync(join(folder, 'tools'))
  cpSync(join(import.meta.dirname, 'bootstrap.mjs'), join(folder, 'tools/bootstrap.mjs'))
  writeFileSync(join(folder, 'package.json'), '{ "devDependencies": { "node": "24.0.0" } }')
  writeFileSync(join(folder, 'package-lock.json'), '{}')
  writeFileSync(join(folder, 'npm-cli.js'), 'console.log("npm was asked:", process.argv.slice(2).join(" "))')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function bootstrap(...args: string[]) {
  const env = {
    ...process.env,
    npm_execpath: join(folder, 'npm-cli.js'),
    npm_node_execpath: process.execPath,
  }
  const result = spawnSync(process.execPath, [join(folder, 'tools/bootstrap.mjs'), ...args], {
    encoding: 'utf8',
    env,
  })
  return { status: result.status, said: result.stdout + result.stderr }
}

function installOwnNode(): void {
  mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true })
  // A shell script stands in for the binary and prints the command it was given.
  const script = '#!/bin/sh\n[ "$1" = --version ] && echo v24.0.0 && exit 0\necho "ran: $*"\nexit 5\n'
  writeFileSync(join(folder, 'node_modules/node/bin/node'), script, { mode: 0o755 })
}

describe('bootstrap', () => {
  it('refuses an unknown command and names the known ones', () => {
    const { status, said } = bootstrap('toString')
    expect(status).toBe(1)
    expect(said).toContain('start, test, check')
  })

  it('installs when nothing is installed, and says what to run when install scripts were not allowed', () => {
    const { status, said } = bootstrap('check')
    expect(said).toContain('npm was asked: install --no-audit --no-fund')
    expect(said).toContain('npm rebuild --ignore-scripts=false')
    expect(status).toBe(1)
  })

  it('runs the command on the repository’s own Node and gives back its exit code', () => {
    installOwnNode()
    const { status, said } = bootstrap('start', '--port', '4000')
    expect(said).toContain('ran: --conditions=keywright-source tools/start.ts --port 4000')
    expect(status).toBe(5)
  })

  it('installs once, and again only when the lock file has changed', () => {
    installOwnNode()
    expect(bootstrap('start').said).toContain('npm was asked')
    expect(bootstrap('start').said).not.toContain('npm was asked')
    writeFileSync(join(folder, 'package-lock.json'), '{ "changed": true }')
    expect(bootstrap('start').said).toContain('npm was asked')
  })

  it('does not install again after an install by hand', () => {
    installOwnNode()
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{}')
    expect(bootstrap('start').said).not.toContain('npm was asked')
  })

  it('names the Node.js it needs when the one that runs it is too old', () => {
    const script = `Object.defineProperty(process.versions, 'node', { value: '16.20.0' })`
    const preload = join(folder, 'old.mjs')
    writeFileSync(preload, script)
    const args = ['--import', preload, join(folder, 'tools/bootstrap.mjs'), 'start']
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toContain('Node.js 18 or newer is needed')
  })
})
