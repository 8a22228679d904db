/** What every example of a framework tells: it is taken out of the repository, installed, built, started, and walked by a person. */
import { readFileSync } from 'node:fs'
import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createDevInbox,
  findFreePort,
  launchBrowser,
  type RunningKeywright,
  repositoryRoot,
  startKeywright,
} from '@keywright/test-kit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startScratchPostgres } from '../../apps/server/src/platform/db/scratch-postgres.ts'
import { parseEnv } from './apps.ts'
import { newAddress, password } from './browser.ts'
import type { Person } from './flows.ts'
import { callBackend } from './members.ts'
import { createOutsideApp, type OutsideApp, type RunningApp } from './outside-app.ts'
import * as portal from './portal.ts'
import { openWatched, type PageFaults } from './watch-page.ts'

interface ExampleManifest {
  scripts: { build?: string; start: string }
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  keywright: {
    /** Of `keywright keys --env`. */
    env: string
    /** `api` and `webhook` are routes of its own; without `components` people sign in at the account portal. */
    parts: ('api' | 'webhook' | 'components')[]
    /** Where the app has a server of its own inside, which needs none beside it. */
    serverPath?: string
  }
}

const signingSecretName = 'KEYWRIGHT_WEBHOOK_SIGNING_SECRET'

export function describeExample(name: string): void {
  describe(`the example ${name}`, () => {
    const person: Person = { emailAddress: newAddress(), password }
    const manifest = readExample(name)
    const has = (part: ExampleManifest['keywright']['parts'][number]) =>
      manifest.keywright.parts.includes(part)
    let keywright: RunningKeywright
    let postgres: Awaited<ReturnType<typeof startScratchPostgres>>
    let outside: OutsideApp
    let app: RunningApp
    let browser: Browser
    let page: Page
    let faults: PageFaults

    beforeAll(async () => {
      keywright = await startKeywright({ env: { KEYWRIGHT_WEBHOOKS_TO_PRIVATE_ADDRESSES: 'true' } })
      postgres = await startScratchPostgres()
      outside = await createOutsideApp(name)
      await installExample(outside, name, manifest)
      const port = await findFreePort()
      const hookUrl = `http://localhost:${port}/api/webhooks/keywright`
      await keywright.command('config', 'set', `webhooks.url=${hookUrl}`)
      const env = {
        ...(manifest.keywright.serverPath ? {} : await environmentFor(keywright, manifest)),
        [signingSecretName]: (await keywright.command('webhooks', 'secret')).trim(),
        DATABASE_URL: databaseUrl(postgres.connection),
        KEYWRIGHT_MASTER_KEY: 'ab'.repeat(32),
      }
      if (manifest.scripts.build) await outside.run('npm run build', env)
      app = await outside.serve(manifest.scripts.start, env, port)
      browser = await launchBrowser()
      const viewport = { width: 1280, height: 800 }
      ;({ page, faults } = await openWatched(browser, { viewport, patience: 15_000 }))
    })
    afterAll(async () => {
      await browser?.close()
      await app?.stop()
      await outside?.remove()
      await postgres?.stop()
      await keywright?.stop()
    })

    async function goTo(path: string): Promise<void> {
      await page.goto(app.url + path)
    }
    const inbox = () => {
      const { serverPath } = manifest.keywright
      return serverPath === undefined ? keywright.inbox : createDevInbox(app.url + serverPath)
    }
    const seesAddress = () => page.locator('[data-testid=email]', { hasText: person.emailAddress }).waitFor()

    it('shows everybody its first page, and sends strangers from the dashboard to the sign-in', async () => {
      await goTo('/')
      await page.getByText('Signed out').first().waitFor()
      await look(page, name, 'home')
      await goTo('/dashboard')
      await page.waitForURL(/\/sign-in/)
      await page.getByLabel('Email address').waitFor()
      if (has('components')) {
        expect(new URL(page.url()).origin).toBe(app.url)
        await look(page, name, 'sign-in')
      }
    })

    it('signs a new member up, and takes them to where they wanted to go', async () => {
      await page.getByRole('link', { name: 'Sign up' }).click()
      await portal.signUp(page, inbox(), person)
      await page.waitForURL(`${app.url}/dashboard`)
      await seesAddress()
      await page.reload()
      await seesAddress()
      await look(page, name, 'dashboard')
      await goTo('/')
      await page.getByText('Signed in').first().waitFor()
    })

    if (has('api'))
      it('answers members by its API, and nobody else', async () => {
        const mine = await page.evaluate(async () => (await fetch('/api/me')).json())
        expect(mine).toMatchObject({ userId: expect.stringMatching(/^user_/), email: person.emailAddress })
        const strangers = await fetch(`${app.url}/api/me`, { redirect: 'manual' })
        expect([strangers.status, strangers.headers.get('content-type')]).toEqual([
          401,
          expect.stringContaining('application/json'),
        ])
        const forged = {
          authorization: `Bearer ${forgedToken}`,
          cookie: `__session=${forgedToken}; __client_uat=1`,
        }
        expect((await fetch(`${app.url}/api/me`, { headers: forged, redirect: 'manual' })).status).not.toBe(
          200,
        )
      })

    if (has('webhook'))
      it('keeps a table of users of its own, by webhooks that are signed', async () => {
        const row = page.getByText(person.emailAddress)
        await expect
          .poll(() => goTo('/members').then(() => row.count()), { timeout: 20_000 })
          .toBeGreaterThan(0)
        const forged = await fetch(`${app.url}/api/webhooks/keywright`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'svix-id': 'msg_1',
            'svix-timestamp': '1',
            'svix-signature': 'v1,eA==',
          },
          body: JSON.stringify({ type: 'user.deleted', data: { id: 'user_1' } }),
        })
        expect(forged.status).toBe(400)
        await renameOnServer(keywright, person, 'Grace')
        await expect
          .poll(() => goTo('/members').then(() => page.getByText('Grace').count()), { timeout: 20_000 })
          .toBeGreaterThan(0)
      })

    if (has('components'))
      it('signs the member out, and in again', async () => {
        await goTo('/dashboard')
        await page.getByRole('button', { name: /^Account of / }).click()
        await page.getByRole('menuitem', { name: 'Sign out' }).click()
        await page.getByText('Signed out').first().waitFor()
        await goTo('/dashboard')
        await page.waitForURL(/\/sign-in/)
        await portal.signIn(page, person)
        await page.waitForURL(`${app.url}/dashboard`)
        await seesAddress()
      })

    it('fits a phone, asks nobody else, and throws nothing', async () => {
      await page.setViewportSize({ width: 390, height: 800 })
      await page.emulateMedia({ colorScheme: 'dark' })
      for (const path of ['/', '/dashboard']) {
        await goTo(path)
        await page.waitForLoadState('networkidle')
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect({ path, wider: Math.max(wider, 0) }).toEqual({ path, wider: 0 })
        await look(page, name, path === '/' ? 'home-phone-dark' : 'dashboard-phone-dark')
      }
      expect(faults).toEqual({ errors: [], strangers: [] })
    })
  })
}

/** Three parts, signed by nobody. */
const forgedToken = ['{"alg":"none","typ":"JWT"}', '{"sub":"user_1","sid":"sess_1","exp":9999999999}', '']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.')

/** Copies the example and installs what it names; what belongs to us comes from packed files. */
async function installExample(
  { folder, install }: OutsideApp,
  name: string,
  manifest: ExampleManifest,
): Promise<void> {
  const source = exampleFolder(name)
  const isLeftOut = /\/(node_modules|dist|build|\.next|\.nuxt|\.output|\.astro|\.expo|\.env[^/]*)$/
  await cp(source, folder, { recursive: true, filter: (file) => !isLeftOut.test(file) })
  await rm(join(folder, 'package-lock.json'), { force: true })
  const all = { ...manifest.dependencies, ...manifest.devDependencies }
  const packages = Object.entries(all).map(([dependency, version]) =>
    dependency.startsWith('@keywright/') ? dependency : `${dependency}@${version}`,
  )
  const bare = { ...manifest, dependencies: {}, devDependencies: {} }
  await writeFile(join(folder, 'package.json'), JSON.stringify(bare))
  await install(packages)
}

const exampleFolder = (name: string) => join(repositoryRoot, 'examples', name)

function readExample(name: string): ExampleManifest {
  return JSON.parse(readFileSync(join(exampleFolder(name), 'package.json'), 'utf8')) as ExampleManifest
}

/** What the CLI prints for the framework. An app with pages of its own for signing in says so. */
async function environmentFor(
  keywright: RunningKeywright,
  { keywright: { env, parts } }: ExampleManifest,
): Promise<Record<string, string>> {
  const printed = parseEnv(await keywright.command('keys', '--env', env))
  if (!parts.includes('components')) return printed
  const own = Object.keys(printed).flatMap((name) => {
    if (name.endsWith('SIGN_IN_URL')) return [[name, '/sign-in']]
    return name.endsWith('SIGN_UP_URL') ? [[name, '/sign-up']] : []
  })
  return { ...printed, ...Object.fromEntries(own) }
}

function databaseUrl({ host, port, user, password: secret, database }: Connection): string {
  const query = new URLSearchParams({ host, ...(port ? { port: String(port) } : {}) })
  return `postgres://${user}:${encodeURIComponent(secret)}@localhost/${database}?${query}`
}
type Connection = Awaited<ReturnType<typeof startScratchPostgres>>['connection']

async function renameOnServer(keywright: RunningKeywright, person: Person, firstName: string): Promise<void> {
  const query = `/users?email_address=${encodeURIComponent(person.emailAddress)}`
  const [user] = await callBackend<{ id: string }[]>(keywright, 'GET', query)
  await callBackend(keywright, 'PATCH', `/users/${user?.id}`, { first_name: firstName })
}

/** A picture for people who look after the examples. */
async function look(page: Page, name: string, scene: string): Promise<void> {
  await page.screenshot({ path: join(repositoryRoot, 'screenshots/examples', `${name}-${scene}.png`) })
}
