/** Starts subscribers as processes of their own, and asks them. */
import { type ChildProcess, fork } from 'node:child_process'
import type { SubscriberAnswer, SubscriberQuestion } from './subscriber-messages.ts'
import type { VerifierOptions } from './verifier.ts'

export interface Subscriber {
  /** How many of the tokens it refuses. */
  countRefused(tokens: readonly string[]): Promise<number>
  /** Tells it of an answered revocation; resolves with how long after the answer the token was refused, in milliseconds. */
  measure(name: string, token: string, answeredAt: number): Promise<number>
  stop(): void
}

const file = new URL('subscriber.ts', import.meta.url)

export async function startSubscriber(options: VerifierOptions): Promise<Subscriber> {
  const child = fork(file, { execArgv: ['--conditions=keywright-source'] })
  await ask(child, { open: options }, (answer) => ('opened' in answer ? true : undefined))
  return {
    countRefused: (tokens) =>
      ask(child, { count: tokens }, (answer) => ('refused' in answer ? answer.refused : undefined)),
    measure: (name, revoked, answeredAt) =>
      ask(child, { name, revoked, answeredAt }, (answer) =>
        'name' in answer && answer.name === name ? answer.milliseconds : undefined,
      ),
    stop: () => void child.kill(),
  }
}

/** Sends a question and waits for the first answer that is one to it. */
function ask<Answer>(
  child: ChildProcess,
  question: SubscriberQuestion,
  read: (answer: SubscriberAnswer) => Answer | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = () => {
      child.off('message', hear)
      child.off('exit', ended)
    }
    const ended = () => {
      done()
      reject(new Error('A subscriber ended.'))
    }
    const hear = (message: unknown) => {
      const answer = read(message as SubscriberAnswer)
      if (answer === undefined) return
      done()
      resolve(answer)
    }
    child.setMaxListeners(0)
    child.on('message', hear)
    child.once('exit', ended)
    child.send(question)
  })
}
