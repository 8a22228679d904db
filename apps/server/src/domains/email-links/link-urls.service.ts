import { DomainError } from '../../platform/domain-error.ts'
import { type FrontendScope, isAllowedRedirect } from '../clients/index.ts'
import {
  accountPortalUrl,
  type Instance,
  isNamedHost,
  productionUrl,
  type Scope,
} from '../instances/index.ts'
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

  async function isRedirectAllowed(scope: FrontendScope, url: string): Promise<boolean> {
    return (
      isAllowedRedirect(scope.instance, scope.request, url) || (await redirectUrls.isRegistered(scope, url))
    )
  }

  const frontendUrl = ({ instance }: { instance: Instance }): string =>
    instance.environmentType === 'production'
      ? productionUrl(instance, publicUrl)
      : accountPortalUrl(instance, publicUrl)

  /** Where somebody goes who has nothing left to do. */
  function afterSignInUrl({ instance }: Scope): string {
    const { after_sign_in_url: after, home_url: home } = instance.settings.paths
    return after || home || instance.homeOrigin || accountPortalUrl(instance, publicUrl)
  }

  return {
    isRedirectAllowed,
    isRegistered: redirectUrls.isRegistered,
    afterSignInUrl,

    /** A URL somebody asks to be sent to, if it belongs to the instance; none means the usual place. */
    async requireRedirectTarget(scope: FrontendScope, url: string | undefined): Promise<string> {
      if (url === undefined || url === '') return afterSignInUrl(scope)
      if (!(await isRedirectAllowed(scope, url)))
        throw new DomainError('prohibited_redirect_url', { param: 'redirect_url' })
      return url
    },

    /**
     * As the browser reached us, if the operator named that host. Any other on the application's domain may be a customer's,
     * or forgotten and taken, and was chosen by whoever asked for the mail.
     */
    baseUrl({ instance, request }: Pick<FrontendScope, 'instance' | 'request'>): string {
      const { host } = new URL(request.publicUrl)
      const isNamed = host === new URL(publicUrl).host || isNamedHost(instance, host)
      return isNamed ? request.publicUrl : frontendUrl({ instance })
    },

    /** Where browsers reach an instance that a server asks for: the server itself may have come by another address. */
    frontendUrl,

    signInUrl: (scope: Scope): string =>
      scope.instance.settings.paths.sign_in_url || portalUrl(scope, '/sign-in'),

    signUpUrl: (scope: Scope): string =>
      scope.instance.settings.paths.sign_up_url || portalUrl(scope, '/sign-up'),
  }
}
