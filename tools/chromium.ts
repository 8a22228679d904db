/**
 * Finds the Chromium that browser tests drive, and installs Debian's or Ubuntu's where it may. Tests are told its
 * path in `KEYWRIGHT_CHROMIUM`; nothing is downloaded but from the system's own packages.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const installLine = 'apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation'

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** Ubuntu's `chromium` may be a stub that only says how to install a snap, so a path counts when it answers. */
function answers(path: string): boolean {
  if (!existsSync(path)) return false
  // On Windows and macOS asking for the version would open a window or is not answered at all.
  if (process.platform !== 'linux') return true
  return /\d+\.\d+/.test(spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 }).stdout ?? '')
}

/** The path of an installed Chromium or Chrome, or undefined. `KEYWRIGHT_CHROMIUM` wins. */
export function findChromium(): string | undefined {
  const chosen = process.env.KEYWRIGHT_CHROMIUM
  if (!chosen) return usualPaths.find(answers)
  if (answers(chosen)) return chosen
  throw new Error(`Keywright: KEYWRIGHT_CHROMIUM is ${chosen}, but no browser answers there.`)
}

function isDebianLike(): boolean {
  return (
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  )
}

function installChromium(): void {
  console.log('Keywright: installing Chromium for the browser tests (once) ...')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stdout, stderr } = spawnSync('sh', ['-c', installLine], { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`Keywright: Chromium could not be installed.\n${stdout}\n${stderr}`)
}

function howToInstall(): string {
  if (isDebianLike())
    return `Install one and run the same command again:\n\n    sudo sh -c '${installLine}'\n`
  return 'Install Chromium or Chrome, set KEYWRIGHT_CHROMIUM to its path, and run the same command again.'
}

/** Returns the path of a Chromium, installing one when this is root on Debian or Ubuntu. */
export function ensureChromium(): string {
  const found = findChromium()
  if (found) return found
  if (isDebianLike() && process.getuid?.() === 0) installChromium()
  const path = findChromium()
  if (path) return path
  throw new Error(`Keywright: the browser tests need Chromium, and none was found. ${howToInstall()}`)
}
