/** Preloaded into a server under test: its clock runs ahead by as many milliseconds as the file says that a test writes. */
import { readFileSync, writeFileSync } from 'node:fs'

const file = process.env.KEYWRIGHT_TEST_CLOCK ?? ''
const realNow = Date.now
let aheadMilliseconds = 0

function read() {
  const text = readFileSync(file, 'utf8')
  if (text === String(aheadMilliseconds)) return
  aheadMilliseconds = Number(text)
  writeFileSync(`${file}.seen`, text)
}

read()
setInterval(read, 20).unref()

Date.now = () => realNow() + aheadMilliseconds
globalThis.Date = new Proxy(Date, {
  construct: (target, given, made) =>
    Reflect.construct(target, given.length === 0 ? [Date.now()] : given, made),
})
