import { defineConfig } from 'vitest/config'

// Workspace packages are read from their sources, as `node --conditions=keywright-source` does, so tests need no build.
const conditions = ['keywright-source', 'module', 'node', 'development|production']
const fromSource = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['keywright-source', 'node'] } },
}
const execArgv = ['--conditions=keywright-source']

/** `pure` needs nothing, `dom` an imitated browser, `unit` the embedded database, `e2e` a real browser. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...fromSource,
        test: {
          name: 'pure',
          environment: 'node',
          execArgv,
          include: ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/*.dom.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { conditions: ['keywright-source', 'browser', 'module', 'development|production'] },
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['packages/*/src/**/*.test.tsx', 'packages/*/src/**/*.dom.test.ts'],
          setupFiles: ['tools/late-cleanups.setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'unit',
          environment: 'node',
          execArgv,
          include: ['apps/server/src/**/*.test.ts'],
          globalSetup: ['tools/build-ui.setup.ts', 'apps/server/src/testing/global-setup.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...fromSource,
        test: {
          name: 'e2e',
          environment: 'node',
          execArgv,
          include: ['e2e/specs/**/*.e2e.ts'],
          globalSetup: ['e2e/global-setup.ts'],
          fileParallelism: true,
          // A real browser on a busy machine may miss a beat once; a story that fails twice is broken.
          retry: 1,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      // What is published, installed outside of this repository.
      ...['packed', 'examples', 'quickstarts'].map((name) => ({
        ...fromSource,
        test: {
          ...{ name, environment: 'node', execArgv, fileParallelism: false },
          include: [`e2e/${name}/**/*.e2e.ts`],
          globalSetup: ['e2e/packed-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 900_000,
        },
      })),
      {
        ...fromSource,
        test: {
          name: 'firefox',
          environment: 'node',
          execArgv,
          include: ['e2e/firefox/**/*.e2e.ts'],
          globalSetup: ['tools/build-ui.setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      // Too slow, or too large to install, for every change: scripts of their own run them.
      ...['matrix', 'angular'].map((name) => ({
        ...fromSource,
        test: {
          ...{ name, environment: 'node', execArgv, fileParallelism: false },
          include: [`e2e/${name}/**/*.e2e.ts`],
          globalSetup: ['e2e/global-setup.ts'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      })),
    ],
  },
})
