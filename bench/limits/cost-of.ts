/** Processor time of one run of a function, in microseconds, over all threads of this process, with so many under way. */
export async function costOf(
  work: () => void | Promise<void>,
  concurrency: number,
  milliseconds: number,
): Promise<number> {
  const end = performance.now() + milliseconds
  const before = process.cpuUsage()
  let count = 0
  async function repeat(): Promise<void> {
    while (performance.now() < end) {
      // Looking at the clock costs something, so it is looked at once for several runs.
      for (let run = 0; run < 10; run += 1) {
        const result = work()
        if (result) await result
      }
      count += 10
    }
  }
  await Promise.all(Array.from({ length: concurrency }, repeat))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / count
}
