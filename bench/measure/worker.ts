/** Helper processes that answer one question at a time, so that their own work is never counted as a server's. */
import { type ChildProcess, fork } from 'node:child_process'

/** A helper process. Questions and answers are plain data. */
export interface Worker<Question, Answer> {
  ask(question: Question): Promise<Answer>
  stop(): void
}

type Reply<Answer> = { answer: Answer } | { fault: string }

/** Starts a helper from its file; it must call `serveQuestions`. Its thread pool is the server's unless told otherwise. */
export function startWorker<Question extends object, Answer>(
  file: URL,
  { args = [], threads = 8 }: { args?: readonly string[]; threads?: number } = {},
): Worker<Question, Answer> {
  const env = { ...process.env, UV_THREADPOOL_SIZE: String(threads) }
  const child = fork(file, args, { env, execArgv: ['--conditions=keywright-source'] })
  return {
    ask: (question) => askOnce<Question, Answer>(child, question),
    stop: () => void child.kill(),
  }
}

function askOnce<Question extends object, Answer>(child: ChildProcess, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`The helper process ${child.spawnfile} ended.`))
    child.once('exit', ended)
    child.once('message', (reply: Reply<Answer>) => {
      child.off('exit', ended)
      if ('fault' in reply) reject(new Error(reply.fault))
      else resolve(reply.answer)
    })
    child.send(question)
  })
}

/** Makes this process a helper. */
export function serveQuestions<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.on('message', (question: Question) => {
    answer(question).then(
      (value) => process.send?.({ answer: value }),
      (error: unknown) => process.send?.({ fault: String(error instanceof Error ? error.stack : error) }),
    )
  })
  process.on('disconnect', () => process.exit(0))
}
