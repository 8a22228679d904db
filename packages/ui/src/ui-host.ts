import type { EnvironmentWire } from '@keywright/contract'
import type { ClientState, FlowApi } from '@keywright/js/flows'

/** All that the components need of the client they are mounted with. They fetch nothing themselves. */
export interface UiHost {
  api: FlowApi
  environment: EnvironmentWire
  /** Who is signed in; `null` before anybody was here. */
  readonly client: ClientState | null
  /** Told whenever `client` has changed. */
  subscribe(listener: () => void): () => void
  /** Makes a session the active one; with `redirectUrl` the page goes on there. */
  setActive(input: { session: string; redirectUrl?: string | undefined }): Promise<void>
  /** Ends all sessions of this browser. */
  signOut(): Promise<void>
  /** Goes to another page, through the router of the host if it has one. */
  navigate(url: string): void
  signInUrl: string
  signUpUrl: string
  /** Where whoever sent the visitor here wants them back, if that is an allowed place. */
  redirectUrl?: string | undefined
}
