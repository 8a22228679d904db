/**
 * What the server has answered to hooks: those that ask the same share one answer, and it is asked for again once something about
 * organizations has been changed, by whatever part of the page.
 */
import type { Keywright } from '../../interface.ts'

/** One question. Equal names are equal questions. */
export interface Question {
  name: string
  ask(): Promise<unknown>
}

/** Never changed, only replaced. */
export interface Answer {
  value?: unknown
  error?: unknown
  isFetching: boolean
}

export interface Answers {
  /** Counts what has changed. */
  version(): number
  read(question: Question): Answer
  /** Has the questions answered, and calls the listener at each change. Returns how to stop. */
  watch(questions: readonly Question[], listener: () => void): () => void
  /** Asks again; resolves once it is answered, well or not. */
  revalidate(question: Question): Promise<void>
  /** Puts something in place of the answer, until the server is asked again. */
  replace(question: Question, value: unknown): void
}

interface Entry {
  question: Question
  answer: Answer
  listeners: Set<() => void>
  /** Of several questions under way the last one counts. */
  turn: number
  isStale: boolean
}

const known = new WeakMap<Keywright, Answers>()

/** The answers of a client, always the same ones. */
export function answersOf(keywright: Keywright): Answers {
  const answers = known.get(keywright) ?? createAnswers(keywright)
  known.set(keywright, answers)
  return answers
}

const nothingYet: Answer = { isFetching: true }

function createAnswers(keywright: Keywright): Answers {
  const entries = new Map<string, Entry>()
  let version = 0

  function entryOf(question: Question): Entry {
    const entry = entries.get(question.name) ?? {
      ...{ question, answer: nothingYet, listeners: new Set(), turn: 0, isStale: true },
    }
    entries.set(question.name, entry)
    entry.question = question
    return entry
  }

  function tell(entry: Entry, answer: Answer): void {
    entry.answer = answer
    version += 1
    for (const listener of [...entry.listeners]) listener()
  }

  async function ask(entry: Entry): Promise<void> {
    entry.turn += 1
    const { turn } = entry
    entry.isStale = false
    if (!entry.answer.isFetching) tell(entry, { ...entry.answer, isFetching: true })
    const { value } = entry.answer
    const answer = await entry.question.ask().then(
      (now): Answer => ({ value: now, isFetching: false }),
      (error: unknown): Answer => ({ value, error, isFetching: false }),
    )
    if (turn === entry.turn) tell(entry, answer)
  }

  let userId = keywright.user?.id
  keywright.on('resources', ({ user }) => {
    if (user?.id === userId) return
    userId = user?.id
    // What one user was told is nothing for the next.
    entries.clear()
  })

  keywright.on('written', (path) => {
    if (!path.includes('organization')) return
    for (const entry of entries.values()) {
      entry.isStale = true
      if (entry.listeners.size > 0) void ask(entry)
    }
  })

  return {
    version: () => version,
    read: ({ name }) => entries.get(name)?.answer ?? nothingYet,
    watch(questions, listener) {
      const watched = questions.map(entryOf)
      const own = () => listener()
      for (const entry of watched) {
        entry.listeners.add(own)
        if (entry.isStale) void ask(entry)
      }
      return () => {
        for (const entry of watched) entry.listeners.delete(own)
        // Whoever comes back later sees what was there, and it is asked for again.
        queueMicrotask(() => {
          for (const entry of watched) entry.isStale ||= entry.listeners.size === 0
        })
      }
    },
    revalidate: (question) => ask(entryOf(question)),
    replace(question, value) {
      const entry = entryOf(question)
      entry.turn += 1
      tell(entry, { value, isFetching: false })
    },
  }
}
