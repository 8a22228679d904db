/** `npm start` in a clone: brings the bundles up to date, then starts the server. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildServerIfStale } from './build-server.ts'
import { buildUiIfStale } from './build-ui.ts'

await Promise.all([buildServerIfStale(), buildUiIfStale()])
// The server replaces this process; beside it, and only for the folder of the clone itself, the examples get their keys.
if (!process.env.KEYWRIGHT_DATA_DIR)
  spawn(process.execPath, [join(import.meta.dirname, 'write-example-env.ts')], { stdio: 'ignore' }).unref()
// Compiled code is kept beside the dependencies: the second start skips the compiler.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../node_modules/.cache/compiled')
await import(new URL('../apps/server/dist/launcher.mjs', import.meta.url).href)
