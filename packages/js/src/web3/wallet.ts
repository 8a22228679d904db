/** A wallet that this page can ask, whichever way it made itself known. */
export interface Wallet {
  /** Its own, as long as the page lives. */
  id: string
  name: string
  /** A picture as `data:` URL, for an `<img>` and nothing else: it comes from the wallet. */
  icon: string | undefined
  /** By what a strategy knows its own wallet. */
  brand: string
  /** Asks for the account to use: its address. */
  connect(): Promise<string>
  /** Asks for a signature over a text, in the form the server reads. */
  sign(message: string, address: string): Promise<string>
}

/** What a wallet tells of itself, cut to what can be shown. */
export function readLooks(info: { name?: unknown; icon?: unknown }): Pick<Wallet, 'name' | 'icon'> {
  const { name, icon } = info
  const isPicture = typeof icon === 'string' && /^data:image\//.test(icon)
  return { name: String(name ?? '').slice(0, 40) || 'Wallet', icon: isPicture ? icon : undefined }
}
