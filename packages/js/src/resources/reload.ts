export interface ReloadParams {
  /** What a native app's browser brought back from a provider (wire contract 8.4). */
  rotatingTokenNonce?: string
}

/** What reading a resource anew says beside its path. */
export const reloadQuery = ({ rotatingTokenNonce }: ReloadParams = {}): Record<string, string> =>
  rotatingTokenNonce ? { rotating_token_nonce: rotatingTokenNonce } : {}
