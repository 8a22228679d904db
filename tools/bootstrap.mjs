// The way in for `npm start`, `npm test` and `npm run check`. Plain JavaScript without dependencies, because it runs on
// whatever Node the machine has, before anything is installed. It installs when needed and hands over to the Node of
// this repository (the `node` dev dependency), so that everything else may rely on that version.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.cache', 'keywright-install')
const bootstrapNodeMajor = 18

/** What each command runs, on the repository's own Node. */
const commands = {
  start: ['tools/start.ts'],
  test: ['tools/run-steps.ts'],
  check: ['tools/run-steps.ts', '--without-browser'],
  'coverage:contract': ['tools/coverage-contract.ts'],
  bench: ['bench/run.ts'],
  'bench:revocation': ['bench/run-revocations.ts'],
}

function fail(...lines) {
  console.error(`Keywright: ${lines.join('\n')}`)
  process.exit(1)
}

function guardVersion() {
  if (Number(process.versions.node.split('.')[0]) >= bootstrapNodeMajor) return
  fail(
    `Node.js ${bootstrapNodeMajor} or newer is needed to set up; this is ${process.versions.node}.`,
    'Install a current Node.js (https://nodejs.org) and run the same command again.',
  )
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

/** Installed by hand counts too: npm writes its own record after the lock file. */
function isInstalledByHand() {
  const record = join(modules, '.package-lock.json')
  return existsSync(record) && statSync(record).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
}

function isInstalled() {
  if (!existsSync(modules)) return false
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === lockHash()
  return isInstalledByHand()
}

function writeStamp() {
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, lockHash())
}

/** npm as it called us; found by name when this file was started without npm. */
function npmCommand() {
  const script = process.env.npm_execpath
  if (script && /npm-cli\.c?js$/.test(script))
    return [process.env.npm_node_execpath ?? process.execPath, script]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}

function install() {
  const [command, ...prefix] = npmCommand()
  console.error('Keywright: installing dependencies (once; a minute or so) ...')
  const result = spawnSync(command, [...prefix, 'install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: command.endsWith('.cmd'),
  })
  if (result.error)
    fail(`npm could not be started (${result.error.message}). Install npm and run the same command again.`)
  if (result.status !== 0) fail('npm install failed; its output is above.')
}

/** The repository's own Node, or undefined when its install script was not allowed to fetch it. */
function findOwnNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(modules, 'node', 'bin', name)
  if (!existsSync(path)) return undefined
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node.split(
    '.',
  )[0]
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return stdout?.startsWith(`v${wanted}.`) ? path : undefined
}

function requireOwnNode() {
  const path = findOwnNode()
  if (path) return path
  return fail(
    'the Node.js of this repository (dev dependency `node`) was not set up, because install scripts did not run.',
    'Allow them once, then run the same command again:',
    '',
    '    npm rebuild --ignore-scripts=false',
  )
}

/** A terminal sends its signals to the whole group, so only signals sent to this process alone are passed on. */
function forwardSignals(child) {
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal)
    })
  }
}

/** npm stops the shell between itself and us and nothing else, so a lost parent counts as a request to stop. */
function stopWithParent(child) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    child.kill('SIGTERM')
  }, 300)
  timer.unref()
}

function run(node, args) {
  const bin = join(modules, '.bin')
  const separator = process.platform === 'win32' ? ';' : ':'
  const env = { ...process.env, PATH: `${bin}${separator}${process.env.PATH ?? ''}` }
  const child = spawn(node, ['--conditions=keywright-source', ...args], { cwd: root, stdio: 'inherit', env })
  forwardSignals(child)
  stopWithParent(child)
  child.on('error', (error) => fail(`could not start ${node}: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (!signal) return process.exit(code ?? 1)
    process.removeAllListeners(signal)
    return process.kill(process.pid, signal)
  })
}

guardVersion()
const [name = '', ...rest] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (!command) fail(`unknown command "${name}"; use one of: ${Object.keys(commands).join(', ')}.`)
if (!isInstalled()) install()
const node = requireOwnNode()
writeStamp()
run(node, [...command, ...rest])
