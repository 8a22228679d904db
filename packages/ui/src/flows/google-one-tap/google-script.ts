/** As much of Google Identity Services as a prompt needs. */
export interface GoogleScript {
  initialize(options: {
    client_id: string
    callback: (answer: { credential: string }) => void
    cancel_on_tap_outside: boolean
    itp_support: boolean
    use_fedcm_for_prompt: boolean
  }): void
  prompt(): void
  cancel(): void
}

const scriptUrl = 'https://accounts.google.com/gsi/client'

interface GooglePage {
  google?: { accounts?: { id?: GoogleScript } }
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (url: string) => string },
    ): {
      createScriptURL(url: string): string
    }
  }
}

let loading: Promise<GoogleScript> | undefined

/** Loads it once. A page with a strict policy has to allow it: `script-src https://accounts.google.com/gsi/client`. */
export function loadGoogleScript(): Promise<GoogleScript> {
  loading ??= bring().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function bring(): Promise<GoogleScript> {
  const page = globalThis as GooglePage
  if (!page.google?.accounts?.id) {
    const script = document.createElement('script')
    const policy = page.trustedTypes?.createPolicy('keywright-one-tap', { createScriptURL: () => scriptUrl })
    script.src = policy ? policy.createScriptURL(scriptUrl) : scriptUrl
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve)
      script.addEventListener('error', () => reject(new Error('Keywright: Google’s script did not load.')))
      document.head.append(script)
    })
  }
  const found = page.google?.accounts?.id
  if (!found) throw new Error('Keywright: Google’s script is not what it was.')
  return found
}
