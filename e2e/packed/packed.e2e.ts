/** What is published, installed as an app installs it: into an empty folder, from packed files, without this repository. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findFreePort } from '@keywright/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOutsideApp, type OutsideApp } from '../support/outside-app.ts'

let app: OutsideApp

beforeAll(async () => {
  app = await createOutsideApp('packed')
  const adapters = ['express', 'fastify', 'hono', 'clerk-sdk-node']
  const ours = ['cli', 'server', 'react', 'clerk-react', 'clerk-js', 'testing', ...adapters].map(
    (name) => `@keywright/${name}`,
  )
  const others = [
    'react@19.3.1',
    'react-dom@19.3.1',
    '@types/react@19.3.0',
    '@types/express@5.0.6',
    '@types/node@24.19.2',
    'typescript@6.0.3',
    'node@24.21.0',
  ]
  await app.install([...ours, ...others])
})
afterAll(() => app?.remove())

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

const embedding = `
import { Clerk } from '@keywright/clerk-js'
import { ClerkProvider } from '@keywright/clerk-react'
import { keywrightMiddleware } from '@keywright/express'
import { keywrightMiddleware as honoMiddleware } from '@keywright/hono'
import { createKeywright, toNodeHandler } from '@keywright/server'
import { createTestUser, startKeywright } from '@keywright/testing'
import { clerk, signInAs } from '@keywright/testing/playwright'
import express from 'express'
import { Hono } from 'hono'

const pool = { options: { host: 'localhost' } }
const keywright = createKeywright({ database: { pool }, secret: process.env.SECRET, basePath: '/api/auth' })
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = keywright.handlers
export const onExpress = express()
onExpress.use('/api/auth', toNodeHandler(keywright))
onExpress.use(keywrightMiddleware(() => keywright.sdkOptions()))
export const onHono = new Hono()
onHono.all('/api/auth/*', (c) => keywright.fetch(c.req.raw, { address: '127.0.0.1' }))
onHono.use('*', honoMiddleware(() => keywright.sdkOptions()))
export const used = [new Clerk('pk_test_x').load(), ClerkProvider, clerk, createTestUser, signInAs, startKeywright]
`

const testing = `
import { createTestInstance, createTestUser, startKeywright } from '@keywright/testing'
const keywright = await startKeywright()
Object.assign(process.env, keywright.env)
const instance = await createTestInstance()
const user = await createTestUser({ firstName: 'Ada' }, instance)
await user.delete()
await instance.close()
await keywright.clock.advance(60_000)
await keywright.stop()
process.stdout.write(user.emailAddress)
`

describe('packed packages', () => {
  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('are typed for module %s, resolution %s', async (module, moduleResolution) => {
    await writeFile(join(app.folder, 'app.tsx'), source)
    await writeFile(join(app.folder, 'servers.ts'), servers)
    await writeFile(join(app.folder, 'embedding.ts'), embedding)
    const flags = '--noEmit --strict --jsx react-jsx --target es2022 --lib es2022,dom'
    const kind = `--module ${module} --moduleResolution ${moduleResolution}`
    expect(await app.run(`tsc ${flags} ${kind} app.tsx servers.ts embedding.ts`)).toBe('')
  })

  it('are imported and required', async () => {
    const script = `import('@keywright/tokens').then((imported) => {
      const required = require('@keywright/tokens')
      process.stdout.write(String(required.verifyJwt === imported.verifyJwt && typeof require('@keywright/react').SignIn))
    })`
    await writeFile(join(app.folder, 'modules.cjs'), script)
    expect(await app.run('node modules.cjs')).toBe('function')
  })

  it('adapt servers of either kind of module', async () => {
    const script = `const names = ['express', 'fastify', 'hono', 'clerk-sdk-node']
      process.stdout.write(names.map((name) => typeof require('@keywright/' + name).getAuth).join())`
    await writeFile(join(app.folder, 'adapters.cjs'), script)
    expect(await app.run('node adapters.cjs')).toBe('function,function,function,function')
  })

  it('start a server that shows its components', async () => {
    const port = await findFreePort()
    const env = { PORT: String(port), KEYWRIGHT_DATA_DIR: join(app.folder, 'data') }
    const server = await app.serve('keywright start', env, port)
    try {
      const page = await (await fetch(`http://localhost:${port}/sign-in`)).text()
      expect(page).toContain('name="identifier"')
      const keys = await app.run('keywright keys --json', env)
      expect(JSON.parse(keys)).toMatchObject({ publishable_key: expect.stringMatching(/^pk_test_/) })
    } finally {
      await server.stop()
    }
    await app.run('keywright backup all.backup', env)
    const other = { KEYWRIGHT_DATA_DIR: join(app.folder, 'other') }
    const restored = await app.run('keywright restore all.backup --overwrite', other)
    expect(restored).toMatch(/^\d+ rows of \d+ tables restored/)
  })

  it('start the server that is installed for tests of an app, and leave nothing behind', async () => {
    await writeFile(join(app.folder, 'testing.mjs'), testing)
    expect(await app.run('node testing.mjs')).toMatch(/^user\+clerk_test_\w+@example\.com$/)
  })

  it('change the imports of an app', async () => {
    await mkdir(join(app.folder, 'old'))
    await writeFile(join(app.folder, 'old/page.tsx'), `import { auth } from '@clerk/nextjs/server'\n`)
    await app.run('keywright migrate-imports old --force')
    expect(await readFile(join(app.folder, 'old/page.tsx'), 'utf8')).toContain('@keywright/nextjs/server')
  })
})
