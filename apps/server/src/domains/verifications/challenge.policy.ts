/** What a page hands to a wallet: the message to be signed, and the nonce in it (ERC-4361). */
export function toChallenge(message: string | null): { message?: string; nonce?: string } {
  if (message === null) return {}
  const nonce = /^Nonce: (.+)$/m.exec(message)?.[1]
  return { message, ...(nonce === undefined ? {} : { nonce }) }
}
