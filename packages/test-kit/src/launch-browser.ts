import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Without these a headless browser looks for its maker's hosts at every start. */
const quiet = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
]

/**
 * Starts the Chromium that `KEYWRIGHT_CHROMIUM` names. Names ending in `.localhost` are this machine in Chromium
 * itself, so nothing has to be configured for https hosts.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.KEYWRIGHT_CHROMIUM
  if (!executablePath)
    throw new Error('Keywright: KEYWRIGHT_CHROMIUM names no browser; run the tests with npm test.')
  const folder = await mkdtemp(join(tmpdir(), 'keywright-browser-'))
  // Chromium's own sandbox does not run as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({
    executablePath,
    args: [...quiet, ...sandbox, `--disk-cache-dir=${folder}`],
  })
  browser.once('disconnected', () => void rm(folder, { recursive: true, force: true }).catch(() => undefined))
  return browser
}
