/** A server process of an app: it verifies, and says how long after a revocation was answered it refused the token. */
import { setTimeout as pause } from 'node:timers/promises'
import type { SubscriberAnswer, SubscriberQuestion } from './subscriber-messages.ts'
import { openVerifier, type Verifier } from './verifier.ts'

/** Beyond this it will not come any more. */
const waitMillisecondsMax = 10_000

let verifier: Verifier | undefined

function send(answer: SubscriberAnswer): void {
  process.send?.(answer)
}

async function waitForRefusal(token: string, answeredAt: number): Promise<number> {
  while (!(await verifier?.isRefused(token))) {
    if (monotonicNow() - answeredAt > waitMillisecondsMax) break
    await pause(1)
  }
  return monotonicNow() - answeredAt
}

/** The same clock in every process of the machine. */
function monotonicNow(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

async function handle(question: SubscriberQuestion): Promise<void> {
  if ('open' in question) {
    verifier = await openVerifier(question.open)
    return send({ opened: true })
  }
  if ('count' in question) {
    const isRefused = await Promise.all(question.count.map((token) => verifier?.isRefused(token)))
    return send({ refused: isRefused.filter(Boolean).length })
  }
  const milliseconds = await waitForRefusal(question.revoked, question.answeredAt)
  send({ name: question.name, milliseconds })
}

process.on('message', (question: SubscriberQuestion) => void handle(question))
process.on('disconnect', () => process.exit(0))
