/** Google in a browser without a network: a stand-in for its script, and the tokens that it gives. */
import { createHash, randomBytes } from 'node:crypto'
import type { RunningKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { comeWith } from './played-provider.ts'

/** What the server knows the script's page by; its provider of development has tokens made out to it. */
const clientId = 'development'

/**
 * As much of Google Identity Services as a prompt uses. With FedCM the browser draws it and tells of few moments; without, the
 * script draws into the page and tells of all. What a test does with it is in `googlePrompt`.
 */
const script = `
const prompt = { options: null, isShown: false, listener: null, cancelled: 0 }
const moment = (type, reason) => ({
  getMomentType: () => type,
  isDisplayMoment: () => type === 'display',
  isDisplayed: () => type === 'display',
  isSkippedMoment: () => type === 'skipped',
  isDismissedMoment: () => type === 'dismissed',
  getDismissedReason: () => reason,
})
const end = (type, reason) => {
  prompt.isShown = false
  document.querySelector('#credential_picker_container')?.remove()
  prompt.listener?.(moment(type, reason))
}
Object.assign(prompt, {
  give(credential) {
    end('dismissed', 'credential_returned')
    prompt.options.callback({ credential, select_by: 'user' })
  },
  dismiss: () => end('skipped', 'user_cancel'),
})
globalThis.googlePrompt = prompt
globalThis.google = { accounts: { id: {
  initialize(options) {
    if (typeof options.client_id !== 'string' || typeof options.callback !== 'function') throw new TypeError('options')
    prompt.options = options
  },
  prompt(listener) {
    if (!prompt.options) throw new Error('not initialized')
    prompt.isShown = true
    prompt.listener = listener
    if (prompt.options.use_fedcm_for_prompt) return
    const container = document.body.appendChild(document.createElement('div'))
    container.id = 'credential_picker_container'
    listener?.(moment('display'))
  },
  cancel() {
    prompt.cancelled += 1
    if (prompt.isShown) end('dismissed', 'cancel_called')
  },
} } }
`

export interface GoogleScriptPage {
  /** How often the script was asked for. */
  asked(): number
  /** Waits until the page shows the prompt. */
  shown(page: Page): Promise<void>
  /** Somebody chooses an account in it. */
  give(page: Page, credential: string): Promise<void>
  dismiss(page: Page): Promise<void>
}

/** Puts the stand-in into a browser, or somebody who keeps the script out; and has the server offer the prompt. */
export async function standInForGoogle(
  context: BrowserContext,
  { isBlocked = false }: { isBlocked?: boolean } = {},
): Promise<GoogleScriptPage> {
  let asked = 0
  await context.route('https://accounts.google.com/gsi/client', (route) => {
    asked += 1
    return isBlocked
      ? route.abort('blockedbyclient')
      : route.fulfill({ contentType: 'text/javascript', body: script })
  })
  // Offered with credentials of one's own alone, whose tokens only Google could make.
  await context.route(/\/v1\/environment/, async (route) => {
    const response = await route.fetch()
    const environment = await response.json()
    environment.display_config.google_one_tap_client_id = clientId
    await route.fulfill({ response, json: environment })
  })
  return {
    asked: () => asked,
    shown: async (page) => void (await page.waitForFunction('globalThis.googlePrompt?.isShown')),
    give: (page, credential) => page.evaluate((token) => googlePrompt.give(token), credential),
    dismiss: (page) => page.evaluate(() => googlePrompt.dismiss()),
  }
}

declare const googlePrompt: { give(credential: string): void; dismiss(): void }

/** An ID token of somebody, as Google's script gives it to a page: made by the provider that the server plays. */
export async function idTokenOf(
  browser: Browser,
  server: RunningKeywright,
  emailAddress: string,
): Promise<string> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const callback = `${server.url}/v1/oauth_callback`
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    ...{ response_type: 'code', client_id: clientId, redirect_uri: callback, scope: 'openid email profile' },
    ...{ state: 'any', code_challenge_method: 'S256' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  })
  await page.goto(`${server.url}/dev/oauth/google/authorize?${query}`)
  const [answer] = await Promise.all([
    page.waitForRequest((request) => request.url().startsWith(`${callback}?`)),
    comeWith(page, emailAddress),
  ])
  const code = new URL(answer.url()).searchParams.get('code') ?? ''
  await context.close()
  const response = await fetch(`${server.url}/dev/oauth/google/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier },
      ...{ client_id: clientId, client_secret: clientId },
    }),
  })
  const answered = await response.text()
  if (!response.ok) throw new Error(`The provider gave no token: ${answered}`)
  return JSON.parse(answered).id_token
}
