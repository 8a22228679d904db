import { createDevBrowserRoute, initDevBrowserRoute, setDevBrowserCookieRoute } from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import { Reply, type Router } from '../../platform/http/router.ts'
import { type FrontendScope, isAllowedOrigin } from '../clients/index.ts'
import { devBrowserCookies, isDevBrowserLabel, newDevBrowserLabel } from './frontend-headers.ts'

/** Frontend API of development browsers (wire contract 3.6). Their labels carry no authority: who a client is, its cookie says. */
export function devBrowsersFrontendRoutes(router: Router<FrontendScope>): void {
  router.mount(createDevBrowserRoute, async (_input, scope) => {
    requireDevelopment(scope)
    return { id: newDevBrowserLabel() }
  })

  router.mount(setDevBrowserCookieRoute, async ({ query }, scope) => {
    requireDevelopment(scope)
    const { __clerk_db_jwt: given } = query
    return labelled(scope, isDevBrowserLabel(given) ? given : newDevBrowserLabel())
  })

  router.mount(initDevBrowserRoute, async ({ query }, scope) => {
    requireDevelopment(scope)
    if (query.origin !== undefined && !isAllowedOrigin(scope.instance, scope.request, query.origin))
      throw new DomainError('origin_invalid')
    return labelled(scope, newDevBrowserLabel())
  })
}

function labelled({ instance, request }: FrontendScope, label: string): Reply {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const line of devBrowserCookies(instance, request, label)) headers.append('set-cookie', line)
  return new Reply(200, headers, JSON.stringify({ id: label }))
}

function requireDevelopment({ instance }: FrontendScope): void {
  if (instance.environmentType === 'production') throw new DomainError('request_invalid_for_environment')
}
