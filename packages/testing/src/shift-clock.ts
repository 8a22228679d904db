/**
 * Preloaded into a server under test, and into nothing else: its clock runs ahead by as many milliseconds as the file says that
 * a test writes. The server itself knows nothing of it.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const file = process.env.KEYWRIGHT_TEST_CLOCK
const realNow = Date.now
let aheadMilliseconds = 0

function read(from: string): void {
  const text = readFileSync(from, 'utf8')
  if (text === '' || text === String(aheadMilliseconds)) return
  aheadMilliseconds = Number(text)
  writeFileSync(`${from}.seen`, text)
}

if (file) {
  read(file)
  setInterval(read, 20, file).unref()
  Date.now = () => realNow() + aheadMilliseconds
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, made) =>
      Reflect.construct(target, given.length === 0 ? [Date.now()] : given, made),
  })
}
