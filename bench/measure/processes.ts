/** What the kernel says of a process from outside: processor time of all its threads, and memory. Linux only. */
import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts the time of ended children in ticks of a hundredth of a second. */
const tickMicroseconds = 10_000

/** Processor time of every thread of a process so far, in microseconds. */
export function cpuOf(pid: number): number {
  let nanoseconds = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readOrEmpty(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0])
  }
  return nanoseconds / 1000
}

/** Processor time of a process and its children, those that have ended with it: PostgreSQL's backends come and go. */
export function cpuOfFamily(pid: number): number {
  const ended = fieldsOf(pid)
  const endedTicks = Number(ended[13]) + Number(ended[14])
  return (
    [pid, ...childrenOf(pid)].reduce((sum, each) => sum + cpuOrNothing(each), 0) +
    endedTicks * tickMicroseconds
  )
}

/** Resident memory in megabytes, as the kernel counts it. */
export function residentMegabytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readOrEmpty(`/proc/${pid}/status`))
  return Number(line?.[1]) / 1024
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && Number(fieldsOf(pid)[1]) === parent)
}

/** Fields of `/proc/<pid>/stat` from the third on: the second, the name, may hold blanks. */
function fieldsOf(pid: number): string[] {
  return readOrEmpty(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')
}

function cpuOrNothing(pid: number): number {
  try {
    return cpuOf(pid)
  } catch {
    return 0
  }
}

/** A process may end between being listed and being read. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
