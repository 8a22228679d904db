import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname

/** Installs the peer beside this file, once: nobody but the bench needs it, so `npm start` must not wait for it. */
export function ensureInstalled(): void {
  if (isInstalled()) return
  process.stderr.write('bench: installing the peer library (once) ...\n')
  const [command, ...prefix] = npmCommand()
  const result = spawnSync(command, [...prefix, 'install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: command.endsWith('.cmd'),
  })
  if (result.error) throw new Error(`npm could not be started: ${result.error.message}`)
  if (result.status !== 0)
    throw new Error('npm install failed in the folder of the bench; its output is above.')
}

/** Whether what is there is what package.json asks for, version by version. */
function isInstalled(): boolean {
  const { dependencies } = readPackage(join(folder, 'package.json'))
  return Object.entries(dependencies ?? {}).every(([name, version]) => {
    const path = join(folder, 'node_modules', name, 'package.json')
    return existsSync(path) && readPackage(path).version === version
  })
}

function readPackage(path: string): { version?: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(path, 'utf8')) as { version?: string; dependencies?: Record<string, string> }
}

function npmCommand(): [command: string, ...prefix: string[]] {
  const script = process.env.npm_execpath
  if (script && /npm-cli\.c?js$/.test(script))
    return [process.env.npm_node_execpath ?? process.execPath, script]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}
