/**
 * Who is signed in on this browser, as the server last said. Answers overtake each other on the way: what is older never
 * replaces what is newer (`updated_at` moves only when the authentication state does, so it cannot decide alone).
 */
import type { ClientState } from '../flows/flow-api.ts'

/** When a call was sent, in terms of what had been heard by then. */
export interface Ticket {
  isRead: boolean
  number: number
  writesHeard: number
}

/** How a state came to be known. */
export type ClientSource = 'server' | 'other_tab'

export interface ClientLedger {
  /** `undefined`: the server has not been heard yet; `null`: this browser has no client. */
  current(): ClientState | null | undefined
  begin(isRead: boolean): Ticket
  /** An answer came. Resolves once the state is at least as new as this answer. */
  settle(ticket: Ticket, client: ClientState | null): Promise<void>
  /** Another tab heard it. */
  adopt(client: ClientState | null): void
}

export interface ClientLedgerDeps {
  onChange(client: ClientState | null, source: ClientSource): void
  /** Asks the server who is signed in. */
  reread(): Promise<unknown>
}

export function createClientLedger({ onChange, reread }: ClientLedgerDeps): ClientLedger {
  let current: ClientState | null | undefined
  const forgottenIds = new Set<string>()
  let sent = 0
  let writesHeard = 0
  const newest = { read: 0, write: 0 }

  function accept(client: ClientState | null, source: ClientSource): void {
    if (current && client?.id !== current.id) forgottenIds.add(current.id)
    current = client
    onChange(client, source)
  }

  /** Whether the state tells of a later, the same, or an earlier authentication state than what is known. */
  function ageOf(client: ClientState | null): number {
    if (client && forgottenIds.has(client.id)) return -1
    if (!client || !current || client.id !== current.id) return 0
    return client.updated_at - current.updated_at
  }

  function isOvertaken({ isRead, number, writesHeard: heardThen }: Ticket): boolean {
    return isRead ? number < newest.read || heardThen < writesHeard : number < newest.write
  }

  return {
    current: () => current,

    begin(isRead) {
      sent += 1
      return { isRead, number: sent, writesHeard }
    },

    async settle(ticket, client) {
      const age = ageOf(client)
      const isOvertakenHere = isOvertaken(ticket)
      if (ticket.isRead) newest.read = Math.max(newest.read, ticket.number)
      else {
        newest.write = Math.max(newest.write, ticket.number)
        writesHeard += 1
      }
      if (age < 0) return
      if (age > 0 || !isOvertakenHere) accept(client, 'server')
      // Two writes crossed, and nothing tells which the server did last.
      else if (!ticket.isRead) await reread()
    },

    adopt(client) {
      if (ageOf(client) >= 0) accept(client, 'other_tab')
    },
  }
}
