import type { EmailAddressResource } from './email-address.ts'
import type { SignInResource } from './sign-in.ts'
import type { SignUpResource } from './sign-up.ts'

/** What a link by email can bring forward. */
export type EmailLinkResource = SignInResource | SignUpResource | EmailAddressResource

export interface EmailLinkParams {
  /** The page that the link leads to. */
  redirectUrl: string
  /** Of a sign-in: the address the link goes to. */
  emailAddressId?: string
}

/** Waits, in this tab, for a link to be opened in another. */
export interface EmailLinkFlow<Resource> {
  /** Sends the link, and resolves once it was opened or can no longer be. */
  startEmailLinkFlow(params: EmailLinkParams): Promise<Resource>
  cancelEmailLinkFlow(): void
}

const pollMilliseconds = 1_000
const usualWait = () => new Promise<void>((resolve) => setTimeout(resolve, pollMilliseconds))

/** Apart from the resources, so that nobody pays for it who sends no links. */
export function createEmailLinkFlow<Resource extends EmailLinkResource>(
  resource: Resource,
  wait: () => Promise<void> = usualWait,
): EmailLinkFlow<Resource> {
  let turn = 0
  return {
    async startEmailLinkFlow(params) {
      turn += 1
      const own = turn
      await send(resource, params)
      for (;;) {
        await resource.reload()
        if (own !== turn || statusOf(resource) !== 'unverified') return resource
        await wait()
      }
    },
    cancelEmailLinkFlow() {
      turn += 1
    },
  }
}

function send(resource: EmailLinkResource, { redirectUrl, ...address }: EmailLinkParams): Promise<unknown> {
  const params = { strategy: 'email_link' as const, redirectUrl }
  if ('prepareFirstFactor' in resource) return resource.prepareFirstFactor({ ...params, ...address })
  return resource.prepareVerification(params)
}

/** How the verification stands that the link belongs to. */
function statusOf(resource: EmailLinkResource): string | undefined {
  if ('firstFactorVerification' in resource) return resource.firstFactorVerification?.status
  if ('verifications' in resource) return resource.verifications?.emailAddress?.status
  return resource.verification?.status
}
