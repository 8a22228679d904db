import { KeywrightApiError, type Web3ErrorCode } from '@keywright/client'

const messages: Record<Web3ErrorCode, string> = {
  web3_wallet_not_found: 'This browser has no such wallet.',
  web3_request_rejected: 'The request was declined in the wallet.',
  web3_wallet_failed: 'The wallet did not answer as a wallet does.',
}

/** What a wallet did, in the form of what a server says: whoever shows the one can show the other. */
export function web3Error(code: Web3ErrorCode, cause?: unknown): KeywrightApiError {
  return new KeywrightApiError({ status: 0, errors: [{ code, message: messages[code] }], cause })
}

/** Asks a wallet. Its owner may decline (EIP-1193, "Provider Errors": 4001); whatever else goes wrong is the wallet's. */
export async function askWallet<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (thrown) {
    const { code, message = '' } = (thrown ?? {}) as { code?: unknown; message?: string }
    const isRejected = code === 4001 || /\b(reject|denied|declin|cancel)/i.test(String(message))
    throw web3Error(isRejected ? 'web3_request_rejected' : 'web3_wallet_failed', thrown)
  }
}
