/** The load generator, a process of its own: keep-alive connections, one request under way on each. */
import { connect, type Socket } from 'node:net'
import { percentile } from '../measure/statistics.ts'
import { serveQuestions } from '../measure/worker.ts'
import { AnswerReader, type HttpAnswer } from './http-answer.ts'
import type { LoadPlan, LoadResult } from './load-plan.ts'

const answerMillisecondsMax = 20_000

/** Gives out requests until the time is up or all have been sent. */
class Supply {
  readonly #requests: readonly Buffer[]
  readonly #end: number
  readonly #repeats: boolean
  #next = 0

  constructor({ requests, milliseconds }: LoadPlan) {
    this.#requests = requests.map((text) => Buffer.from(text))
    this.#repeats = milliseconds !== undefined
    this.#end = performance.now() + (milliseconds ?? Number.POSITIVE_INFINITY)
  }

  take(now: number): Buffer | undefined {
    if (now >= this.#end || (!this.#repeats && this.#next >= this.#requests.length)) return undefined
    return this.#requests[this.#next++ % this.#requests.length]
  }
}

/** What has been answered so far. */
class Tally {
  readonly latencies: number[] = []
  readonly #expectedStatus: number
  failures = 0
  firstFailure: string | undefined
  sample = ''

  constructor(expectedStatus: number) {
    this.#expectedStatus = expectedStatus
  }

  add({ status, text }: HttpAnswer, milliseconds: number): void {
    this.latencies.push(milliseconds)
    if (status === this.#expectedStatus) {
      this.sample ||= text
      return
    }
    this.failures += 1
    this.firstFailure ??= text.slice(0, 1500)
  }
}

/** Sends requests over one connection until there are no more. */
function converse(port: number, supply: Supply, tally: Tally): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const reader = new AnswerReader()
    let sentAt = 0

    function sendNext(now: number): void {
      const request = supply.take(now)
      sentAt = now
      if (request) return void socket.write(request)
      socket.destroy()
      resolve()
    }

    socket.setTimeout(answerMillisecondsMax, () => socket.destroy(new Error('no answer in time')))
    socket.once('error', reject)
    socket.once('connect', () => sendNext(performance.now()))
    socket.on('data', (chunk) => {
      const answer = reader.push(chunk)
      if (!answer) return
      const now = performance.now()
      tally.add(answer, now - sentAt)
      if (!answer.closes) return sendNext(now)
      socket.destroy()
      resolve(converse(port, supply, tally))
    })
    socket.once('end', () => reject(new Error('the server closed a connection')))
  })
}

serveQuestions<LoadPlan, LoadResult>(async (plan) => {
  const tally = new Tally(plan.expectedStatus)
  const supply = new Supply(plan)
  const cpuBefore = process.cpuUsage()
  const begin = performance.now()
  await Promise.all(Array.from({ length: plan.connections }, () => converse(plan.port, supply, tally)))
  const elapsedMilliseconds = performance.now() - begin
  const { user, system } = process.cpuUsage(cpuBefore)
  const { latencies, failures, firstFailure, sample } = tally
  return {
    count: latencies.length,
    elapsedMilliseconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    ownCpu: (user + system) / latencies.length,
    failures,
    ...(firstFailure === undefined ? {} : { firstFailure }),
    sample,
  }
})
