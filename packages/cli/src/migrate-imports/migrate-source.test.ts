/** Code of the shapes that public tutorials have, before and after. */
import { describe, expect, it } from 'vitest'
import { migrateSource } from './migrate-source.ts'

type Row = [what: string, file: string, before: string, after: string]

const after = (file: string, source: string) => migrateSource(file, source).text
const remarks = (file: string, source: string) =>
  migrateSource(file, source).remarks.map(({ line, text }) => `${line}: ${text}`)

describe('names of packages', () => {
  it.each([
    [
      'an import',
      `import { ClerkProvider } from '@clerk/nextjs'`,
      `import { ClerkProvider } from '@keywright/nextjs'`,
    ],
    ['double quotes', `import "@clerk/nextjs";`, `import "@keywright/nextjs";`],
    [
      'an import of types, over lines',
      `import type {\n  User,\n} from '@clerk/nextjs/server'`,
      `import type {\n  User,\n} from '@keywright/nextjs/server'`,
    ],
    ['a re-export', `export * from '@clerk/clerk-react'`, `export * from '@keywright/clerk-react'`],
    [
      'require',
      `const { clerkClient } = require('@clerk/express')`,
      `const { clerkClient } = require('@keywright/express')`,
    ],
    ['require with a hole-less template', 'require(`@clerk/fastify`)', 'require(`@keywright/fastify`)'],
    [
      'import when it is needed',
      `const m = await import('@clerk/backend')`,
      `const m = await import('@keywright/backend')`,
    ],
    ['a type of a module', `type T = import('@clerk/nextjs').X`, `type T = import('@keywright/nextjs').X`],
    [
      'an old kind of import',
      `import sdk = require('@clerk/clerk-sdk-node')`,
      `import sdk = require('@keywright/clerk-sdk-node')`,
    ],
    [
      'an addition to a module',
      `declare module '@clerk/express' {}`,
      `declare module '@keywright/express' {}`,
    ],
    [
      'a reference to types',
      `/// <reference types="@clerk/express/env" />\nexport {}`,
      `/// <reference types="@keywright/express/env" />\nexport {}`,
    ],
    [
      'a mock of vitest',
      `vi.mock('@clerk/nextjs/server', () => ({}))`,
      `vi.mock('@keywright/nextjs/server', () => ({}))`,
    ],
    ['a mock of jest', `jest.mock('@clerk/nextjs')`, `jest.mock('@keywright/nextjs')`],
    [
      'what a mock keeps',
      `await vi.importActual('@clerk/react')`,
      `await vi.importActual('@keywright/react')`,
    ],
    [
      'a list in a configuration',
      `export default { modules: ['@clerk/nuxt'], transpilePackages: ["@clerk/nextjs"] }`,
      `export default { modules: ['@keywright/nuxt'], transpilePackages: ["@keywright/nextjs"] }`,
    ],
    [
      'the package for Expo',
      `import { useAuth } from '@clerk/clerk-expo'`,
      `import { useAuth } from '@keywright/expo'`,
    ],
    [
      'the SDK of the tutorials on Express',
      `import { ClerkExpressRequireAuth } from '@clerk/clerk-sdk-node'\napp.get('/', ClerkExpressRequireAuth(), (req, res) => res.json(req.auth))`,
      `import { ClerkExpressRequireAuth } from '@keywright/clerk-sdk-node'\napp.get('/', ClerkExpressRequireAuth(), (req, res) => res.json(req.auth))`,
    ],
  ])('change in %s', (_what, before, expected) => {
    expect(after('a.ts', before)).toBe(expected)
  })

  it.each([
    ['a comment', `// from '@clerk/nextjs'\nexport {}`],
    ['a sentence', `const text = "See @clerk/nextjs for more"`],
    ['a template with holes', 'const name = `@clerk/$' + '{kind}`'],
    ['another scope', `import x from '@clerk-community/nextjs'`],
    ['a path', `import x from './@clerk/nextjs'`],
  ])('stay in %s', (_what, source) => expect(after('a.ts', source)).toBe(source))

  it('change in the scripts of component files, and nowhere else in them', () => {
    const vue = `<script setup lang="ts">\nimport { useAuth } from '@clerk/vue'\n</script>\n<template><p>'@clerk/vue'</p></template>\n`
    expect(after('a.vue', vue)).toBe(vue.replace("from '@clerk/vue'", "from '@keywright/vue'"))
    const astro = `---\nimport { SignIn } from '@clerk/astro/components'\n---\n<p>'@clerk/astro'</p>\n<script>\nimport '@clerk/astro/client'\n</script>\n`
    expect(after('a.astro', astro)).toBe(
      astro
        .replace("from '@clerk/astro/c", "from '@keywright/astro/c")
        .replace("import '@clerk", "import '@keywright"),
    )
  })

  it('leave every other byte as it is', () => {
    const source =
      "\uFEFF'use strict'\r\n\r\n\timport  {auth}   from\t'@clerk/nextjs/server' ;// 😀\r\n/* x */"
    expect(after('a.ts', source)).toBe(source.replace('@clerk', '@keywright'))
  })

  it('are reported where there is nothing to put in their place', () => {
    expect(remarks('a.ts', `import { a } from 'a'\nimport { dark } from '@clerk/themes'`)).toEqual([
      '2: @clerk/themes has no counterpart. Set `appearance.variables` and the CSS variables `--kw-*` instead.',
    ])
  })

  it('are reported in code that cannot be parsed', () => {
    const source = `import { x from '@clerk/nextjs'`
    expect(after('a.ts', source)).toBe(source)
    expect(remarks('a.ts', source)).toEqual(['1: This code could not be parsed, so it was left as it is.'])
  })
})

const server = `import { auth, clerkClient } from '@keywright/nextjs/server'\n`

describe('calls that answer a promise now', () => {
  const rows: Row[] = [
    [
      'a page',
      'app/page.tsx',
      `export default function Page() {\n  const { userId } = auth()\n  return <p>{userId}</p>\n}`,
      `export default async function Page() {\n  const { userId } = await auth()\n  return <p>{userId}</p>\n}`,
    ],
    [
      'a page that is async already',
      'app/page.tsx',
      `export default async function Page() {\n  const { userId, orgRole } = auth();\n}`,
      `export default async function Page() {\n  const { userId, orgRole } = await auth();\n}`,
    ],
    [
      'a property that is read at once',
      'app/page.tsx',
      `const Page = () => <p>{auth().userId}</p>\nexport default Page`,
      `const Page = async () => <p>{(await auth()).userId}</p>\nexport default Page`,
    ],
    [
      'a call with a choice',
      'app/a.tsx',
      `async function f() { return auth()?.userId ?? auth()!.orgId }`,
      `async function f() { return (await auth())?.userId ?? (await auth())!.orgId }`,
    ],
    [
      'a route',
      'app/api/route.ts',
      `export function GET(request: Request): Response {\n  const { userId } = auth()\n  return Response.json({ userId })\n}`,
      `export async function GET(request: Request): Promise<Response> {\n  const { userId } = await auth()\n  return Response.json({ userId })\n}`,
    ],
    [
      'metadata',
      'app/page.tsx',
      `export function generateMetadata() { const a = auth(); return { title: a.userId } }`,
      `export async function generateMetadata() { const a = await auth(); return { title: a.userId } }`,
    ],
    [
      'a component of the server',
      'components/header.tsx',
      `export const Header = () => {\n  const { userId } = auth()\n  return userId ? <a/> : null\n}`,
      `export const Header = async () => {\n  const { userId } = await auth()\n  return userId ? <a/> : null\n}`,
    ],
    [
      'protection',
      'app/a.ts',
      `export async function f() {\n  auth().protect({ role: 'org:admin' })\n  auth.protect()\n}`,
      `export async function f() {\n  await auth.protect({ role: 'org:admin' })\n  await auth.protect()\n}`,
    ],
    [
      'what protection answers',
      'app/a.ts',
      `export async function f() { const { userId } = await auth().protect(); return auth().protect().orgId }`,
      `export async function f() { const { userId } = await auth.protect(); return (await auth.protect()).orgId }`,
    ],
    [
      'the client of the Backend API',
      'app/a.ts',
      `export async function f(id: string) { return clerkClient().users.getUser(id) }`,
      `export async function f(id: string) { return (await clerkClient()).users.getUser(id) }`,
    ],
    [
      'a statement that would go on the one before',
      'app/a.ts',
      `export async function f() {\n  g()\n  auth().has\n}`,
      `export async function f() {\n  g()\n  ;(await auth()).has\n}`,
    ],
  ]
  it.each(rows)('are waited for in %s', (_what, file, before, expected) => {
    expect(after(file, server + before)).toBe(server + expected)
  })

  it.each([
    [
      'another name',
      `import { auth as a } from '@clerk/nextjs/server'\nasync function f() { a().userId }`,
      'await a()',
    ],
    [
      'the whole module',
      `import * as c from '@clerk/nextjs/server'\nasync function f() { c.auth().userId }`,
      'await c.auth()',
    ],
    [
      'require',
      `const { auth } = require('@clerk/nextjs/server')\nasync function f() { auth().userId }`,
      'await auth()',
    ],
    [
      'the main entry, as before',
      `import { auth } from '@clerk/nextjs'\nasync function f() { auth().userId }`,
      'await auth()',
    ],
  ])('are found under %s', (_what, source, expected) => expect(after('a.ts', source)).toContain(expected))

  it.each([
    ['waited for already', `async function f() { const { userId } = await auth() }`],
    ['waited for together', `async function f() { await Promise.all([auth(), g()]) }`],
    ['followed', `function f() { auth().then(g) }`],
    ['handed on by an async function', `async function f() { return auth() }`],
    ['the app’s own', `function f(auth: () => { userId: string }) { return auth().userId }`],
    ['declared inside', `function f() { const auth = g; return auth().userId }`],
    [
      'the middleware’s',
      `export default clerkMiddleware((auth, req) => { if (isProtected(req)) auth().protect() })`,
    ],
    ['the client itself', `async function f() { return clerkClient.users.getUser('a') }`],
  ])('are left alone where they are %s', (_what, source) => {
    expect(migrateSource('a.ts', server + source)).toMatchObject({ text: server + source, remarks: [] })
  })

  it.each([
    [
      'who calls it would have to wait',
      'lib/user.ts',
      `export function currentId() { return auth().userId }`,
    ],
    ['it is called in this file', 'a.ts', `function id() { return auth().userId }\nid()`],
    ['nobody waits for a callback', 'a.ts', `list.map(() => auth().userId)`],
    ['its type says what it returns', 'a.tsx', `export const Page: React.FC = () => <p>{auth().userId}</p>`],
    ['it is a generator', 'a.ts', `function* f() { yield auth().userId }`],
    ['it is a method', 'a.ts', `class A { id() { return auth().userId } }`],
    ['it is the default of a parameter', 'a.ts', `async function f(a = auth().userId) {}`],
    ['there is no function', 'a.ts', `const { userId } = auth()`],
    ['it is handed on', 'a.ts', `export const who = () => auth()`],
    [
      'the file is the browser’s',
      'a.tsx',
      `'use client'\n${server}export function Page() { return auth().userId }`,
    ],
  ])('are reported with line and fix, and left, where %s', (_why, file, source) => {
    const whole = source.startsWith("'use client'") ? source : server + source
    expect(after(file, whole)).toBe(whole)
    expect(remarks(file, whole)).toEqual([
      expect.stringMatching(
        /^[23]: `auth\(\)` (answers a promise, and .+\. (Make|Call) .+|is handed on .+\. Write .+)\.$/,
      ),
    ])
  })

  it('are the same after a second run', () => {
    for (const [, file, before] of rows) {
      const once = after(file, server.replace('keywright', 'clerk') + before)
      expect(migrateSource(file, once)).toEqual({ text: once, count: 0, remarks: [] })
    }
  })
})

describe('roles by their names of old', () => {
  const server = `import { auth } from '@keywright/nextjs/server'\n`

  it.each([
    ['const a = orgRole === "basic_member"', 'orgRole', 'basic_member', 'org:member'],
    [`if (auth.orgRole !== 'admin') deny()`, 'orgRole', 'admin', 'org:admin'],
    ['const a = `basic_member` == membership?.role', 'role', 'basic_member', 'org:member'],
    [`const a = claims.org_role === 'admin'`, 'org_role', 'admin', 'org:admin'],
  ])('are reported where they are compared, and left: %s', (source, name, old, now) => {
    expect(after('a.ts', server + source)).toBe(server + source)
    expect(remarks('a.ts', server + source)).toEqual([
      `2: \`${name}\` is never \`${old}\`: that role is \`${now}\` now. Write that, or ask \`has({ role: '${old}' })\`, which knows both.`,
    ])
  })

  it.each([
    `has({ role: 'admin' }) && has({ role: 'basic_member' })`,
    `const a = orgRole === 'org:admin'`,
    // The app's own.
    `const a = user.role === 'admin'`,
    `const a = 'basic_member'`,
  ])('are nobody’s business elsewhere: %s', (source) => {
    expect(remarks('a.ts', server + source)).toEqual([])
  })
})
