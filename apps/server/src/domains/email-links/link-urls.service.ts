import { type FrontendScope, isAllowedRedirect } from '../clients/index.ts'
import { accountPortalUrl, type Instance, type Scope } from '../instances/index.ts'
import type { RedirectUrlsService } from '../redirect-urls/index.ts'

export interface LinkUrlsDeps {
  redirectUrls: Pick<RedirectUrlsService, 'isRegistered'>
  /** Where this server is reached by default. */
  publicUrl: string
}

export type LinkUrlsService = ReturnType<typeof createLinkUrls>

/** Where links in mails begin, and where they may lead. */
export function createLinkUrls({ redirectUrls, publicUrl }: LinkUrlsDeps) {
  const portalUrl = ({ instance }: Scope, path: string) => `${accountPortalUrl(instance, publicUrl)}${path}`

  return {
    /** As the browser reached us: the entrance has made sure that the host is one of ours. */
    baseUrl: ({ request }: Pick<FrontendScope, 'request'>): string => request.publicUrl,

    /** Where browsers reach an instance that a server asks for: the server itself may have come by another address. */
    frontendUrl: ({ instance }: { instance: Instance }): string =>
      instance.environmentType === 'production'
        ? `https://${instance.frontendHost}`
        : accountPortalUrl(instance, publicUrl),

    async isRedirectAllowed(scope: FrontendScope, url: string): Promise<boolean> {
      return (
        isAllowedRedirect(scope.instance, scope.request, url) || (await redirectUrls.isRegistered(scope, url))
      )
    },

    signInUrl: (scope: Scope): string =>
      scope.instance.settings.paths.sign_in_url || portalUrl(scope, '/sign-in'),

    /** Where somebody goes who has nothing left to do. */
    afterSignInUrl({ instance }: Scope): string {
      const { after_sign_in_url: after, home_url: home } = instance.settings.paths
      return after || home || instance.homeOrigin || accountPortalUrl(instance, publicUrl)
    },
  }
}
