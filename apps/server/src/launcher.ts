/**
 * Starts the server process. The size of libuv's thread pool can only be set from outside: hashing and
 * signing share it, and with the default of 4 a few password hashes would hold up every token.
 */
import { spawn } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url))
const args = [...process.execArgv, main, ...process.argv.slice(2)]
const env = { UV_THREADPOOL_SIZE: '8', ...process.env }

// Replacing this process saves its memory, and signals need no forwarding. Windows cannot.
if (process.platform !== 'win32' && process.execve)
  process.execve(process.execPath, [process.execPath, ...args], env)

const child = spawn(process.execPath, args, { stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1
})
