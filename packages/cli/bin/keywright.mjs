#!/usr/bin/env node
// Plain JavaScript without dependencies, because it runs on whatever Node the machine has. In a clone it hands over to
// the repository's own Node and to the sources; installed from the registry it runs what was built.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(realpathSync(fileURLToPath(import.meta.url)))
const root = join(folder, '../../..')
const source = join(folder, '../src/main.ts')
const built = join(folder, '../dist/main.mjs')
const isClone = existsSync(source) && existsSync(join(root, 'tools/bootstrap.mjs'))

function fail(message) {
  process.stderr.write(`Keywright: ${message}\n`)
  process.exit(1)
}

/** The Node of the repository, else this one if it is new enough. */
function findNode() {
  const own = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (isClone && existsSync(own)) return own
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  return fail(
    isClone
      ? 'dependencies are missing. Run `npm install --no-audit --no-fund` in the repository first.'
      : `Node.js 22.18 or newer is needed; this is ${process.versions.node}. \`npm install node@24\` brings one along.`,
  )
}

/** `npm start` runs in the repository's root, so a relative data folder means the same one here, wherever this is called. */
function dataFolder() {
  const given = process.env.KEYWRIGHT_DATA_DIR || './.keywright'
  return isClone && !isAbsolute(given) ? join(root, given) : given
}

/** A terminal sends its signals to the whole group, so only signals sent to this process alone are passed on. */
function run(node, args, options) {
  const child = spawn(node, args, { stdio: 'inherit', ...options })
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => fail(`could not start ${node}: ${error.message}`))
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1
  })
}

/** The installed server's own start file: it is no part of this bundle. */
function findServer() {
  try {
    return createRequire(import.meta.url).resolve('@keywright/server/launcher')
  } catch {
    return fail('this installation is incomplete. Install it again.')
  }
}

const args = process.argv.slice(2)
const isStart = args[0] === 'start'
const conditions = isClone ? ['--conditions=keywright-source'] : []
if (isClone && isStart) {
  run(findNode(), [...conditions, 'tools/start.ts', ...args.slice(1)], { cwd: root })
} else if (isStart) {
  run(findNode(), [findServer(), ...args.slice(1)])
} else {
  if (!isClone && !existsSync(built)) fail('this installation is incomplete. Install it again.')
  const env = { ...process.env, KEYWRIGHT_DATA_DIR: dataFolder() }
  // Compiled sources are kept beside the dependencies, which halves the time of the next command.
  if (isClone) env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/compiled')
  run(findNode(), [...conditions, isClone ? source : built, ...args], { env })
}
