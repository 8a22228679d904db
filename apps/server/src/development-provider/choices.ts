/** Who can be chosen at the provider that plays others, and what can be made to go wrong with them. */
import { createHash } from 'node:crypto'
import type { ImitatedIdentity } from '../domains/oauth-providers/index.ts'

export interface Person {
  /** Decides the id at the provider; who has the same one is the same user there. */
  readonly account: string
  readonly firstName: string
  readonly lastName: string
  readonly username: string
  readonly emailAddress: string | null
  readonly isEmailAddressVerified: boolean
}

const ada: Person = {
  account: 'ada',
  firstName: 'Ada',
  lastName: 'Lovelace',
  username: 'ada',
  emailAddress: 'ada@example.com',
  isEmailAddressVerified: true,
}

const people = new Map<string, Person>([
  ['ada', ada],
  [
    'grace',
    {
      account: 'grace',
      firstName: 'Grace',
      lastName: 'Hopper',
      username: 'grace',
      emailAddress: 'grace@example.com',
      isEmailAddressVerified: true,
    },
  ],
  [
    'alan',
    {
      account: 'alan',
      firstName: 'Alan',
      lastName: 'Turing',
      username: 'alan',
      emailAddress: 'alan@example.com',
      isEmailAddressVerified: false,
    },
  ],
  [
    'katherine',
    {
      account: 'katherine',
      firstName: 'Katherine',
      lastName: 'Johnson',
      username: 'katherine',
      emailAddress: null,
      isEmailAddressVerified: false,
    },
  ],
  ['ada_moved', { ...ada, emailAddress: 'ada@example.org' }],
])

/** What happens with Ada, if it is not what should. */
export const faults = {
  denied: 'Refuse, as somebody who has changed their mind',
  error: 'Fail here, at the provider',
  narrow: 'Go on as Ada, with fewer scopes than were asked for',
  slow: 'Go on as Ada, and let the token wait for 20 seconds',
  html: 'Go on as Ada, and answer with a page instead of a token',
  huge: 'Go on as Ada, with a profile of 2 MB',
} as const

export type Fault = keyof typeof faults

/** What was chosen: nothing else is remembered of a visit, so every token carries it. */
export interface Choice {
  readonly person: Person
  readonly fault: Fault | null
  /** What the app asked for. */
  readonly scopes: readonly string[]
}

export const listPeople = (): readonly (readonly [key: string, person: Person])[] => [...people]

/** Reads the chooser's form; `undefined` for what no button of it sends. */
export function readChoice(
  form: Readonly<Record<string, string>>,
  scopes: readonly string[],
): Choice | undefined {
  const { choose = '' } = form
  if (choose === 'own') {
    const person = personOf(form.email_address ?? '', form.verified === 'on')
    return person && { person, fault: null, scopes }
  }
  const fault = Object.hasOwn(faults, choose) ? (choose as Fault) : null
  const person = fault === null ? people.get(choose) : ada
  return person && { person, fault, scopes }
}

/** Somebody with an address of the developer's own. */
function personOf(text: string, isEmailAddressVerified: boolean): Person | undefined {
  const emailAddress = text.trim()
  if (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(emailAddress)) return undefined
  const account = emailAddress.toLowerCase()
  const username = account.replace(/@.*$/, '').replace(/[^a-z0-9_]+/g, '_')
  return { account, firstName: 'Own', lastName: 'Address', username, emailAddress, isEmailAddressVerified }
}

/** The same person has the same id for ever, and another one at each provider. Digits: some providers number their users. */
export function identityOf(providerKey: string, { person, fault }: Choice): ImitatedIdentity {
  const { account, ...facts } = person
  const digest = createHash('sha256').update(`${providerKey}:${account}`).digest('hex')
  const id = String(100_000_000_000_000 + Number.parseInt(digest.slice(0, 12), 16))
  const isNarrow = fault === 'narrow'
  return {
    ...facts,
    id,
    imageUrl: null,
    ...(isNarrow && { emailAddress: null, isEmailAddressVerified: false }),
  }
}

/** As the protocol's library knows an account: by a text. */
export const writeChoice = (choice: Choice): string =>
  Buffer.from(JSON.stringify(choice)).toString('base64url')

/** Back from what `writeChoice` made; such texts never leave the process. */
export const parseChoice = (text: string): Choice => JSON.parse(Buffer.from(text, 'base64url').toString())
