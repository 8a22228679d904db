/** What `keywright eject` writes into an app: it compiles there, and signs in. */
import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createFakeKeywright, signedInClient } from '@keywright/test-kit/fake-keywright'
import { act, type ComponentType, StrictMode } from 'react'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { appOf, click, draw, expectNoComplaints, settle } from '../testing/draw.tsx'
import { environment } from '../testing/environment.ts'
import { loadFlows } from '../testing/load-flows.ts'
import type { RootProps } from './index.ts'

expectNoComplaints()
beforeAll(loadFlows)

const run = promisify(execFile)
const repository = join(import.meta.dirname, '../../../..')
// An app beside the package, so that it finds React and the package as an app does.
const app = join(import.meta.dirname, '../../.cache/ejected-app')

/** As a new app of Vite has them; the last two because the package is read from its sources here. */
const compilerOptions = {
  ...{ target: 'es2023', lib: ['ES2023', 'DOM', 'DOM.Iterable'], module: 'esnext', skipLibCheck: true },
  ...{ moduleResolution: 'bundler', verbatimModuleSyntax: true, moduleDetection: 'force', noEmit: true },
  ...{ jsx: 'react-jsx', strict: true, noUnusedLocals: true, noUnusedParameters: true },
  ...{ erasableSyntaxOnly: true, noFallthroughCasesInSwitch: true, noUncheckedSideEffectImports: true },
  ...{ types: ['react', 'node'], allowImportingTsExtensions: true, customConditions: ['keywright-source'] },
}

beforeAll(async () => {
  await rm(app, { recursive: true, force: true })
  await mkdir(join(app, 'src'), { recursive: true })
  await writeFile(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  await writeFile(join(app, 'src/styles.d.ts'), "declare module '*.css'\n")
  const command = join(repository, 'packages/cli/bin/keywright.mjs')
  for (const name of ['sign-in', 'sign-up', 'user-button'])
    await run(process.execPath, [command, 'eject', name], { cwd: app })
}, 60_000)
afterAll(() => rm(app, { recursive: true, force: true }))
afterEach(() => history.replaceState(null, '', '/'))

it('compiles in a new app', async () => {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  const { stdout } = await run(process.execPath, [tsc, '-p', app]).catch(
    (failed: { stdout: string }) => failed,
  )
  expect(stdout).toBe('')
}, 120_000)

const input = (name: string) => {
  const found = document.querySelector<HTMLInputElement>(`input[name="${name}"]`)
  if (!found) throw new Error(`there is no field ${name}`)
  return found
}

async function type(name: string, text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input(name), text)
    input(name).dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
}

const submit = () => click(document.querySelector('button[type=submit]'))
const title = () => document.querySelector('h1')?.textContent

it('is drawn by React, and signs in', async () => {
  const { SignIn } = (await import(/* @vite-ignore */ join(app, 'src/keywright/sign-in.tsx'))) as {
    SignIn: ComponentType<RootProps>
  }
  const attempt = {
    ...{
      object: 'sign_in_attempt',
      id: 'sia_1',
      status: 'needs_first_factor',
      identifier: 'ada@example.com',
    },
    ...{ supported_first_factors: [{ strategy: 'password' }], first_factor_verification: null },
  }
  const fake = createFakeKeywright()
  fake.answer('/v1/environment', 200, environment)
  fake.answer('/v1/client/sign_ins', 200, { response: attempt })
  fake.answer('/v1/client/sign_ins/sia_1/attempt_first_factor', 422, {
    errors: [{ code: 'form_password_incorrect', message: 'x', meta: { param_name: 'password' } }],
  })
  const arrived: string[] = []
  const navigate: RootProps['navigate'] = ({ session }) => void arrived.push(session.id)
  await draw(
    appOf(
      fake,
      <StrictMode>
        <SignIn navigate={navigate} />
      </StrictMode>,
    ),
  )
  await settle()
  expect(title()).toBe('Sign in to ')
  await type('identifier', 'ada@example.com')
  await submit()
  expect([title(), document.activeElement === input('password')]).toEqual(['Enter your password', true])
  await type('password', 'wrong')
  await submit()
  expect(document.querySelector('[role=alert].kw-error')?.textContent).toMatch(/password/i)
  const client = signedInClient()
  fake.answer('/v1/client/sign_ins/sia_1/attempt_first_factor', 200, {
    response: { ...attempt, status: 'complete', created_session_id: 'sess_1' },
    client,
  })
  fake.answer('/v1/client/sessions/sess_1/touch', 200, { response: client.sessions[0], client })
  await type('password', 'correct-horse')
  await submit()
  await settle()
  expect(arrived).toEqual(['sess_1'])
})
