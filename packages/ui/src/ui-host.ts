import type { EnvironmentWire } from '@keywright/contract'
import type { ClientState, FlowApi } from '@keywright/js/flows'

/** All that the components need of the client they are mounted with. They fetch nothing themselves. */
export interface UiHost {
  api: FlowApi
  environment: EnvironmentWire
  /** Who is signed in; `null` before anybody was here. */
  readonly client: ClientState | null
  /** The session that is active on this page. */
  readonly sessionId: string | null
  /** The organization it is in on this page; absent: the one the session is in. */
  readonly organizationId?: string | null
  /** Told whenever one of them has changed. */
  subscribe(listener: () => void): () => void
  /** Makes a session, or an organization in it, the active one; with `redirectUrl` the page goes on there. */
  setActive(input: {
    session?: string
    /** `null`: the personal account. */
    organization?: string | null
    redirectUrl?: string | undefined
  }): Promise<void>
  /** Ends the sessions of this browser, or one of them, and stays on the page. */
  signOut(options?: { sessionId?: string }): Promise<void>
  /** Goes to another page, through the router of the host if it has one. */
  navigate(url: string): void
  /** Where the server is. */
  frontendUrl: string
  signInUrl: string
  signUpUrl: string
  userProfileUrl: string
  afterSignOutUrl: string
  /** Where whoever sent the visitor here wants them back, if that is an allowed place. */
  redirectUrl?: string | undefined
}
