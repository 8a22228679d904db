import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import clerk from '../index.ts'
import { adoptEnvFiles } from './read-env-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywright-astro-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

it('reads `.env` files as Vite does, ours alone, and nothing over what is set', () => {
  writeFileSync(
    join(folder, '.env'),
    'KEYWRIGHT_SECRET_KEY=sk_a\nPUBLIC_CLERK_DOMAIN=a\nDATABASE_URL=x\nCLERK_API_URL=y\n',
  )
  writeFileSync(join(folder, '.env.production'), 'KEYWRIGHT_SECRET_KEY=sk_b\n')
  const environment = { CLERK_API_URL: 'set' }
  adoptEnvFiles(folder, 'production', environment)
  expect(environment).toEqual({
    CLERK_API_URL: 'set',
    KEYWRIGHT_SECRET_KEY: 'sk_b',
    PUBLIC_CLERK_DOMAIN: 'a',
  })
})

function setUp(options: Parameters<typeof clerk>[0]) {
  const scripts: string[] = []
  const routes: string[] = []
  clerk(options).hooks['astro:config:setup']({
    ...{ config: { root: pathToFileURL(`${folder}/`) }, command: 'build', updateConfig: () => undefined },
    injectScript: (_stage, text) => scripts.push(text),
    injectRoute: ({ pattern }) => routes.push(pattern),
  })
  return { scripts, routes }
}

it('has a route for the Frontend API where the app forwards it', () => {
  expect(setUp({ proxyUrl: '/__clerk/' }).routes).toEqual(['/__clerk/[...path]'])
  expect(setUp({ proxyUrl: 'https://app.example.com/__clerk' }).routes).toEqual([])
})

// The attack: a secret that reaches whoever reads the code of the page.
it('starts the client with what everybody may know, and no secret', () => {
  vi.stubEnv('PUBLIC_KEYWRIGHT_PUBLISHABLE_KEY', 'pk_test_a')
  vi.stubEnv('KEYWRIGHT_SECRET_KEY', 'sk_test_a')
  vi.stubEnv('CLERK_MACHINE_SECRET_KEY', 'ak_a')
  vi.stubEnv('KEYWRIGHT_API_URL', 'http://internal')
  const { scripts } = setUp({ signInUrl: '/in' })
  expect(scripts.join()).toContain('startKeywright({"publishableKey":"pk_test_a","signInUrl":"/in"})')
  expect(scripts.join()).not.toMatch(/sk_test|ak_a|internal/)
})
