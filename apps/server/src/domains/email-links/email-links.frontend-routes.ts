import { confirmLinkRoute, verifyLinkRoute } from '@keywright/contract'
import { Reply, type Router, redirectTo } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import { confirmLinkHeaders, confirmLinkPage } from './confirm-link.page.ts'
import type { EmailLinksService, LinkAnswer } from './email-links.service.ts'

/** Frontend API of links sent by email. */
export function emailLinksFrontendRoutes(router: Router<FrontendScope>, emailLinks: EmailLinksService): void {
  router.mount(verifyLinkRoute, async ({ query: { token } }, scope) =>
    toReply(await emailLinks.open(scope, token, { isConfirmed: false }), token, scope),
  )

  router.mount(confirmLinkRoute, async ({ body: { token } }, scope) =>
    toReply(await emailLinks.open(scope, token, { isConfirmed: true }), token, scope),
  )
}

function toReply(answer: LinkAnswer, token: string, { instance, request }: FrontendScope): Reply {
  if (answer.kind === 'redirect') return redirectTo(answer.url)
  const page = {
    applicationName: instance.applicationName,
    action: `${request.publicUrl}/v1/keywright/verify`,
    token,
    redirectUrl: answer.redirectUrl,
  }
  return new Reply(200, confirmLinkHeaders(page), confirmLinkPage(page))
}
