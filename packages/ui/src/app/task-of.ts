import type { ClientState } from '@keywright/js/flows'

/** The tasks that are done in the place where somebody signs in. */
const known = ['setup-mfa', 'choose-organization'] as const

export type TaskKey = (typeof known)[number]

/** What a session still asks for, as far as there is a step for it. */
export function taskOf(client: ClientState | null, sessionId: string | null): TaskKey | undefined {
  const session = client?.sessions.find(({ id }) => id === sessionId)
  const key = session?.status === 'pending' ? session.tasks?.[0]?.key : undefined
  return known.find((one) => one === key)
}
