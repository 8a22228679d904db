/**
 * Finds the browsers that tests drive, and installs Debian's or Ubuntu's where it may. Tests are told their paths in
 * `KEYWRIGHT_CHROMIUM` and `KEYWRIGHT_FIREFOX`; nothing is downloaded but from the system's own packages.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

interface BrowserKind {
  name: string
  /** The environment variable that chooses another path. */
  variable: string
  packages: string
  usualPaths: readonly string[]
}

const chromium: BrowserKind = {
  name: 'Chromium',
  variable: 'KEYWRIGHT_CHROMIUM',
  packages: 'chromium fonts-liberation',
  usualPaths: [
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
  ],
}

const firefox: BrowserKind = {
  name: 'Firefox',
  variable: 'KEYWRIGHT_FIREFOX',
  packages: 'firefox-esr',
  usualPaths: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
}

/** Ubuntu's `chromium` may be a stub that only says how to install a snap, so a path counts when it answers. */
function answers(path: string): boolean {
  if (!existsSync(path)) return false
  // On Windows and macOS asking for the version would open a window or is not answered at all.
  if (process.platform !== 'linux') return true
  return /\d+\.\d+/.test(spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 }).stdout ?? '')
}

/** The path of an installed browser, or undefined. The environment variable wins. */
function findBrowser({ name, variable, usualPaths }: BrowserKind): string | undefined {
  const chosen = process.env[variable]
  if (!chosen) return usualPaths.find(answers)
  if (answers(chosen)) return chosen
  throw new Error(`Keywright: ${variable} is ${chosen}, but no ${name} answers there.`)
}

function isDebianLike(): boolean {
  return (
    existsSync('/etc/os-release') &&
    /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  )
}

const installLine = ({ packages }: BrowserKind) =>
  `apt-get update && apt-get install -y --no-install-recommends ${packages}`

function install(kind: BrowserKind): void {
  console.log(`Keywright: installing ${kind.name} for the browser tests (once) ...`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stdout, stderr } = spawnSync('sh', ['-c', installLine(kind)], { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`Keywright: ${kind.name} could not be installed.\n${stdout}\n${stderr}`)
}

function howToInstall(kind: BrowserKind): string {
  if (isDebianLike())
    return `Install one and run the same command again:\n\n    sudo sh -c '${installLine(kind)}'\n`
  return `Install it, set ${kind.variable} to its path, and run the same command again.`
}

function ensureBrowser(kind: BrowserKind): string {
  const found = findBrowser(kind)
  if (found) return found
  if (isDebianLike() && process.getuid?.() === 0) install(kind)
  const path = findBrowser(kind)
  if (path) return path
  throw new Error(`Keywright: the browser tests need ${kind.name}, and none was found. ${howToInstall(kind)}`)
}

/** Returns the path of a Chromium or Chrome, installing one when this is root on Debian or Ubuntu. */
export const ensureChromium = (): string => ensureBrowser(chromium)

/** Returns the path of a Firefox, installing one when this is root on Debian or Ubuntu. */
export const ensureFirefox = (): string => ensureBrowser(firefox)
