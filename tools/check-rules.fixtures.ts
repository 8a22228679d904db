/** Deliberate violations: one per layer rule and one per lint rule, and a small tree that breaks none. */

/** Files by path, written into a folder of their own before a tool runs there. */
export type FixtureTree = Readonly<Record<string, string>>

const users = 'apps/server/src/domains/users'
const teams = 'apps/server/src/domains/teams'
const platform = 'apps/server/src/platform'
const value = 'export const value = 1\n'

function imports(...specifiers: string[]): string {
  return `${specifiers.map((specifier) => `import '${specifier}'`).join('\n')}\n`
}

function npmPackage(name: string): FixtureTree {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, type: 'module', exports: './index.js' }),
    [`node_modules/${name}/index.js`]: value,
  }
}

/** Packages of the workspace that the fixtures have. */
export const workspacePackages = [
  'contract',
  'tokens',
  'client',
  'backend',
  'adapter-core',
  'js',
  'ui',
  'react',
  'vue',
  'nextjs',
  'astro',
  'express',
  'fastify',
  'hono',
  'nuxt',
  'clerk-sdk-node',
  'react-router',
  'tanstack-react-start',
  'expo',
  'remix',
  'clerk-react',
  'clerk-js',
  'testing',
  'cli',
  'test-kit',
]

function workspacePackage(name: string): FixtureTree {
  const exports = { '.': { 'keywright-source': './src/index.ts', default: './dist/index.js' } }
  return {
    [`packages/${name}/package.json`]: JSON.stringify({
      name: `@keywright/${name}`,
      type: 'module',
      exports,
    }),
    [`packages/${name}/src/index.ts`]: value,
  }
}

/** A tree in which every import is allowed, to see that the rules do not fire on it. */
export const cleanTree: FixtureTree = {
  'package.json': JSON.stringify({ name: 'fixture', type: 'module', workspaces: ['apps/*', 'packages/*'] }),
  'apps/server/package.json': JSON.stringify({ name: '@keywright/server', type: 'module' }),
  ...npmPackage('hono'),
  ...npmPackage('kysely'),
  ...npmPackage('pg'),
  ...npmPackage('zod'),
  ...Object.assign({}, ...workspacePackages.map(workspacePackage)),
  'packages/contract/src/inner.ts': value,
  'packages/tokens/src/verify.ts': imports('@keywright/contract'),
  'packages/nextjs/src/proxy.ts': imports('@keywright/backend', '@keywright/react', '@keywright/js'),
  'apps/server/src/main.ts': imports('./app.ts'),
  'apps/server/src/app.ts': imports('./domains/users/users.backend-routes.ts', './domains/teams/index.ts'),
  [`${platform}/http/router.ts`]: imports('hono', '../domain-error.ts'),
  [`${platform}/db/database.ts`]: imports('kysely', 'pg'),
  [`${platform}/domain-error.ts`]: imports('@keywright/contract'),
  'apps/server/src/testing/test-app.ts': imports('../app.ts', 'kysely', '@keywright/test-kit'),
  [`${users}/index.ts`]: imports('./users.service.ts'),
  [`${users}/users.backend-routes.ts`]: imports(
    '@keywright/contract',
    '../../platform/http/router.ts',
    './users.service.ts',
    './users.resource.ts',
  ),
  [`${users}/users.resource.ts`]: imports('@keywright/contract'),
  [`${users}/users.service.ts`]: imports(
    '@keywright/contract',
    '../../platform/db/database.ts',
    './users.repository.ts',
    './users.policy.ts',
  ),
  [`${users}/users.repository.ts`]: `${imports('kysely', '../../platform/db/database.ts')}import type { value } from '@keywright/contract'\nexport type Id = typeof value\n`,
  [`${users}/users.policy.ts`]: `${imports('zod', 'node:crypto', '@keywright/contract')}import type { value } from './users.repository.ts'\nexport type Value = typeof value\n`,
  [`${users}/users.service.test.ts`]: imports('../../testing/test-app.ts', '../teams/teams.service.ts'),
  [`${teams}/index.ts`]: imports('./teams.service.ts'),
  [`${teams}/teams.service.ts`]: imports('../users/index.ts'),
}

/** A violation: the file that commits it, what it contains and, where needed, other files. */
export type LayerViolation = { rule: string; file: string; text: string; besides?: FixtureTree }

function reaches(rule: string, file: string, specifier: string): LayerViolation {
  return { rule, file, text: imports(specifier) }
}

function upwards(name: string, above: string): LayerViolation {
  return reaches(`package-order-${name}`, `packages/${name}/src/upwards.ts`, `@keywright/${above}`)
}

/** One violation per rule of `.dependency-cruiser.cjs`, more where a rule forbids several things. */
export const layerViolations: readonly LayerViolation[] = [
  {
    rule: 'no-cycle',
    file: `${platform}/cycle-a.ts`,
    text: imports('./cycle-b.ts'),
    besides: { [`${platform}/cycle-b.ts`]: imports('./cycle-a.ts') },
  },
  reaches('no-unresolved', `${platform}/lost.ts`, './nowhere.ts'),
  upwards('contract', 'tokens'),
  upwards('tokens', 'client'),
  upwards('client', 'js'),
  upwards('backend', 'js'),
  upwards('js', 'ui'),
  upwards('ui', 'react'),
  upwards('react', 'nextjs'),
  upwards('vue', 'ui'),
  upwards('nextjs', 'express'),
  upwards('astro', 'nextjs'),
  upwards('express', 'fastify'),
  upwards('fastify', 'astro'),
  upwards('hono', 'express'),
  upwards('nuxt', 'astro'),
  upwards('adapter-core', 'hono'),
  upwards('testing', 'hono'),
  upwards('clerk-sdk-node', 'cli'),
  upwards('react-router', 'express'),
  upwards('tanstack-react-start', 'express'),
  upwards('expo', 'express'),
  upwards('remix', 'cli'),
  upwards('clerk-react', 'cli'),
  upwards('clerk-js', 'cli'),
  reaches('package-imports-no-app', 'packages/backend/src/app.ts', '../../../apps/server/src/app.ts'),
  reaches('package-entry-only', `${platform}/reach-in.ts`, '../../../../packages/contract/src/inner.ts'),
  reaches('server-imports-contract-and-tokens', `${platform}/sdk.ts`, '@keywright/client'),
  reaches('server-tests-import-contract-tokens-and-test-kit', `${platform}/sdk.test.ts`, '@keywright/client'),
  reaches('dashboard-is-a-client', 'apps/dashboard/src/inside.ts', '@keywright/tokens'),
  reaches('sdk-uses-web-apis', 'packages/backend/src/request.ts', 'node:crypto'),
  reaches('no-test-code-in-production', `${platform}/fake.ts`, '../testing/test-app.ts'),
  reaches('routes-import-no-storage', `${teams}/a.backend-routes.ts`, '../../platform/db/database.ts'),
  reaches('routes-import-no-storage', `${users}/b.frontend-routes.ts`, './users.repository.ts'),
  reaches('routes-import-no-storage', `${users}/c.frontend-routes.ts`, 'kysely'),
  reaches('domain-index-only', `${teams}/d.backend-routes.ts`, '../users/users.backend-routes.ts'),
  reaches('domain-index-only', `${teams}/e.service.ts`, '../users/users.repository.ts'),
  reaches('services-know-no-http', `${teams}/f.service.ts`, 'hono'),
  reaches('services-know-no-http', `${teams}/g.service.ts`, '../../platform/http/router.ts'),
  reaches('services-know-no-http', `${users}/h.service.ts`, './users.backend-routes.ts'),
  reaches('sql-in-repositories-only', `${teams}/i.service.ts`, 'kysely'),
  reaches('repositories-know-no-rules', `${users}/j.repository.ts`, './users.service.ts'),
  reaches('repositories-know-no-contract', `${users}/k.repository.ts`, '@keywright/contract'),
  reaches('decisions-do-no-io', `${users}/l.policy.ts`, './users.repository.ts'),
  reaches('decisions-do-no-io', `${users}/m.machine.ts`, '../../platform/db/database.ts'),
  reaches('decisions-use-no-node-builtin', `${users}/n.machine.ts`, 'node:fs'),
  reaches('platform-knows-no-domain', `${platform}/upwards.ts`, '../domains/users/index.ts'),
  reaches('domains-know-no-wiring', `${users}/o.jobs.ts`, '../../app.ts'),
]

/** A lint violation; `biome.json` names the rule at level error. */
export type LintViolation = { rule: string; file: string; text: string; besides?: FixtureTree }

// Written in parts, so that this file does not suppress anything itself.
const tsIgnore = ['@ts', 'ignore'].join('-')

/** One violation per rule that `biome.json` turns on by name. */
export const lintViolations: readonly LintViolation[] = [
  {
    rule: 'noExcessiveCognitiveComplexity',
    file: 'src/complex.ts',
    text: `export function pick(a: number[]): number {
  for (const x of a) { if (x > 1) { for (const y of a) { if (y > 2) { for (const z of a) { if (z > 3 && x > y) { return z } else { if (x) { return y } } } } } } }
  return 0
}
`,
  },
  {
    rule: 'noUnusedImports',
    file: 'src/unused-import.ts',
    text: "import { sep } from 'node:path'\n\nexport {}\n",
  },
  { rule: 'noUnusedVariables', file: 'src/unused-variable.ts', text: 'export {}\n\nconst left = 1\n' },
  {
    rule: 'useImportExtensions',
    file: 'src/no-extension.ts',
    text: "import { value } from './value'\n\nexport const twice = value * 2\n",
    besides: { 'src/value.ts': value },
  },
  { rule: 'noBarrelFile', file: 'src/barrel.ts', text: "export * from './value.ts'\n" },
  {
    rule: 'noDefaultExport',
    file: 'src/default-export.ts',
    text: 'export default function run(): void {}\n',
  },
  {
    rule: 'noNonNullAssertion',
    file: 'src/non-null.ts',
    text: 'export const first = (list: { id: string }[]): string => list[0]!.id\n',
  },
  { rule: 'useConst', file: 'src/let.ts', text: 'let one = 1\n\nexport const two = one + 1\n' },
  { rule: 'useFilenamingConvention', file: 'src/badName.ts', text: value },
  {
    rule: 'useImportType',
    file: 'src/import-type.ts',
    text: "import { Stats } from 'node:fs'\n\nexport type Size = Stats['size']\n",
  },
  {
    rule: 'useNodejsImportProtocol',
    file: 'src/protocol.ts',
    text: "import { sep } from 'path'\n\nexport const s = sep + sep\n",
  },
  { rule: 'noConsole', file: 'src/console.ts', text: "export const log = (): void => console.log('x')\n" },
  { rule: 'noExplicitAny', file: 'src/any.ts', text: 'export const same = (x: any): unknown => x\n' },
  {
    rule: 'noImportCycles',
    file: 'src/cycle-a.ts',
    text: "import { b } from './cycle-b.ts'\n\nexport const a = (): number => b()\n",
    besides: { 'src/cycle-b.ts': "import { a } from './cycle-a.ts'\n\nexport const b = (): number => a()\n" },
  },
  { rule: 'noTsIgnore', file: 'src/ts-ignore.ts', text: `// ${tsIgnore}\nexport const text: string = 1\n` },
  {
    rule: 'noFloatingPromises',
    file: 'src/floating.ts',
    text: 'async function save(): Promise<void> {}\n\nexport function run(): void {\n  save()\n}\n',
  },
  {
    rule: 'noMisusedPromises',
    file: 'src/misused.ts',
    text: "async function isReady(): Promise<boolean> {\n  return true\n}\n\nexport const say = (): string => {\n  if (isReady()) return 'yes'\n  return 'no'\n}\n",
  },
  {
    rule: 'useExhaustiveSwitchCases',
    file: 'src/switch.ts',
    text: "export function run(kind: 'a' | 'b'): void {\n  switch (kind) {\n    case 'a':\n      return\n  }\n}\n",
  },
  {
    // The rule of our own, tools/no-bare-error.grit.
    rule: 'plugin',
    file: 'apps/server/src/domains/bare-error.service.ts',
    text: "export function run(): never {\n  throw new Error('not found')\n}\n",
  },
]
