import type { ClientState } from './flow-api.ts'

export type { ClientState } from './flow-api.ts'

/** Somebody who is signed in on this browser, as far as a choice among them shows. */
export interface AccountChoice {
  sessionId: string
  name: string
  identifier: string
  imageUrl: string | null
}

/** Those signed in on this browser, the latest first. */
export function accountsOf(client: ClientState | null): AccountChoice[] {
  return (client?.sessions ?? [])
    .filter(({ status }) => status === 'active' || status === 'pending')
    .toSorted((a, b) => b.last_active_at - a.last_active_at)
    .map(({ id, public_user_data: user }) => ({
      sessionId: id,
      name: [user.first_name, user.last_name].filter(Boolean).join(' '),
      identifier: user.identifier,
      imageUrl: user.has_image ? user.image_url : null,
    }))
}
