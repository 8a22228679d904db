/** `npm start` in a clone: brings the bundle up to date, then starts the server. */
import { join } from 'node:path'
import { buildServerIfStale } from './build-server.ts'

await buildServerIfStale()
// Compiled code is kept beside the dependencies: the second start skips the compiler.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../node_modules/.cache/compiled')
await import(new URL('../apps/server/dist/launcher.mjs', import.meta.url).href)
