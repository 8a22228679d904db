/** What is published, installed as an app installs it: into an empty folder, from packed files, without this repository. */
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePort } from '@keywright/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packAll } from '../../tools/pack.ts'

const run = promisify(execFile)
let app: string
/** The program that the app has installed. */
const keywright = () => join(app, 'node_modules/.bin/keywright')
const inApp = (file: string, ...args: string[]) =>
  run(file, args, { cwd: app, env: environment(), timeout: 300_000 })

/** The app's own programs first, and no help from this repository's settings. */
function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_ENV: __, ...inherited } = process.env
  return { ...inherited, PATH: `${join(app, 'node_modules/.bin')}:${process.env.PATH}`, ...more }
}

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'keywright-packed-'))
  const packed = await packAll(join(app, 'packed'))
  await writeFile(join(app, 'package.json'), '{ "private": true }')
  const others = [
    'react@19.3.1',
    'react-dom@19.3.1',
    '@types/react@19.3.0',
    '@types/express@5.0.6',
    '@types/node@24.19.2',
    'typescript@6.0.3',
    'node@24.21.0',
  ]
  await inApp('npm', 'install', '--no-audit', '--no-fund', ...packed, ...others)
})
afterAll(() => rm(app, { recursive: true, force: true }))

const source = `
import { createKeywright } from '@keywright/js'
import { createMachine } from '@keywright/js/flows'
import { KeywrightProvider, Show, SignIn, useAuth, useUser } from '@keywright/react'
import { verifyJwt } from '@keywright/tokens'
import { de } from '@keywright/ui/localization/de'
import { renderSignIn } from '@keywright/ui/server'

export function App() {
  const { userId } = useAuth()
  const { user } = useUser()
  return (
    <KeywrightProvider publishableKey="pk_test_x" ui={() => import('@keywright/ui')}>
      <Show when="signed-in">{userId} {user?.primaryEmailAddress?.emailAddress}</Show>
      <SignIn />
    </KeywrightProvider>
  )
}
export const used = [createKeywright, createMachine, renderSignIn, verifyJwt, de]
`

const servers = `
import { ClerkExpressRequireAuth, type RequireAuthProp } from '@keywright/clerk-sdk-node'
import { clerkMiddleware, createRouteMatcher, getAuth, requireAuth } from '@keywright/express'
import { verifyWebhook } from '@keywright/express/webhooks'
import { clerkClient, clerkPlugin } from '@keywright/fastify'
import { clerkMiddleware as honoMiddleware, getAuth as getHonoAuth } from '@keywright/hono'
import express, { type Request } from 'express'
import { fastify } from 'fastify'
import { Hono } from 'hono'

export const onExpress = express()
const isProtected = createRouteMatcher(['/dashboard(.*)'])
onExpress.use(clerkMiddleware((request) => ({ domain: request.hostname })))
onExpress.get('/', requireAuth(), (request, response) => {
  response.json([isProtected(request), getAuth(request).userId, getAuth(request).orgPlan])
})
onExpress.get('/old', ClerkExpressRequireAuth(), (request, response) => {
  response.json((request as RequireAuthProp<Request>).auth.userId)
})
onExpress.post('/hook', async (request, response) => void response.json((await verifyWebhook(request)).type))
export const onFastify = fastify()
onFastify.register(clerkPlugin)
onFastify.get('/', async (request) => {
  const { userId } = await request.auth()
  return userId && [await clerkClient.users.getUser(userId), (await clerkClient()).users]
})
export const onHono = new Hono()
onHono.use('*', honoMiddleware())
onHono.get('/', (c) => c.json([getHonoAuth(c).userId, c.get('clerkAuth')().userId]))
`

describe('packed packages', () => {
  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('are typed for module %s, resolution %s', async (module, moduleResolution) => {
    await writeFile(join(app, 'app.tsx'), source)
    await writeFile(join(app, 'servers.ts'), servers)
    const flags = ['--noEmit', '--strict', '--jsx', 'react-jsx', '--target', 'es2022', '--lib', 'es2022,dom']
    const checking = inApp(
      'tsc',
      ...flags,
      '--module',
      module,
      '--moduleResolution',
      moduleResolution,
      'app.tsx',
      'servers.ts',
    )
    // The compiler writes its findings to standard output.
    await expect(checking.catch(({ stdout }: { stdout: string }) => ({ stdout }))).resolves.toMatchObject({
      stdout: '',
    })
  })

  it('are imported and required', async () => {
    const script = `import('@keywright/tokens').then((imported) => {
      const required = require('@keywright/tokens')
      process.stdout.write(String(required.verifyJwt === imported.verifyJwt && typeof require('@keywright/react').SignIn))
    })`
    expect((await inApp('node', '-e', script)).stdout).toBe('function')
  })

  it('adapt servers of either kind of module', async () => {
    const script = `const names = ['express', 'fastify', 'hono', 'clerk-sdk-node']
      process.stdout.write(names.map((name) => typeof require('@keywright/' + name).getAuth).join())`
    expect((await inApp('node', '-e', script)).stdout).toBe('function,function,function,function')
  })

  it('start a server that shows its components', async () => {
    const port = String(await findFreePort())
    const env = environment({ PORT: port, KEYWRIGHT_DATA_DIR: join(app, 'data') })
    const server = spawn(keywright(), ['start'], { cwd: app, env, stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => server.once('exit', resolve))
    try {
      let said = ''
      for await (const chunk of server.stdout) {
        said += String(chunk)
        if (said.includes('Publishable key')) break
      }
      const page = await (await fetch(`http://localhost:${port}/sign-in`)).text()
      expect(page).toContain('name="identifier"')
      const { stdout } = await run(keywright(), ['keys', '--json'], { cwd: app, env })
      expect(JSON.parse(stdout)).toMatchObject({ publishable_key: expect.stringMatching(/^pk_test_/) })
    } finally {
      server.kill()
      await ended
    }
    const backup = join(app, 'all.backup')
    await run(keywright(), ['backup', backup], { cwd: app, env })
    const other = environment({ KEYWRIGHT_DATA_DIR: join(app, 'other') })
    const { stdout: restored } = await run(keywright(), ['restore', backup, '--overwrite'], {
      cwd: app,
      env: other,
    })
    expect(restored).toMatch(/^\d+ rows of \d+ tables restored/)
  })
})
