import type { TestApp } from './test-app.ts'
import { createTestBrowser, type TestBrowser } from './test-browser.ts'

/**
 * A browser for what goes on from a sign-in by code to a sign-up. SDKs read `transferable` from the proof by code (wire
 * contract 7.6), and the reference knows it for links only: these answers are kept out of the comparison with it.
 */
export function createTransferBrowser(app: TestApp): TestBrowser {
  const connection = { remoteAddress: '127.0.0.1', encrypted: false }
  return createTestBrowser(app, {
    fetch: (path, init) => app.app.fetch(new Request(new URL(path, app.publicUrl), init), connection),
  })
}
