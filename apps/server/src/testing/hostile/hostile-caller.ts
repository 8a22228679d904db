import type { AnyRoute, UserId } from '@keywright/contract'
import { createDomain, enableDomains, newDomainName } from '../factories/organization-domains.factory.ts'
import { createOrganization } from '../factories/organizations.factory.ts'
import { createUser, newEmail, testPassword } from '../factories/users.factory.ts'
import { backendRouteCases } from '../route-cases/index.ts'
import type { TestApp } from '../test-app.ts'
import { createTestBrowser, type TestBrowser } from '../test-browser.ts'
import { type HostileCase, type KnownNames, newEachTime } from './hostile-cases.ts'

/** A caller with every right that a route asks for, so that nothing but the input can be refused. */
export interface HostileCaller {
  /** Makes a user, signed in on a browser, and names what the route may ask for. */
  arrange(route: AnyRoute): Promise<KnownNames>
  call(route: AnyRoute, hostileCase: HostileCase): Promise<Response>
}

export function createHostileCaller(app: TestApp, platformKey: string): HostileCaller {
  let browser: TestBrowser = createTestBrowser(app)

  function credentials(route: AnyRoute): Record<string, string> {
    if (route.audience === 'backend') return { authorization: `Bearer ${app.secretKey}` }
    if (route.audience === 'platform') return { authorization: `Bearer ${platformKey}` }
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    return { origin: browser.origin, cookie }
  }

  return {
    async arrange(route) {
      const stranger = createTestBrowser(app)
      const member = createTestBrowser(app)
      // Who is signed in already cannot sign in once more.
      browser = /\/sign_(ins|ups)/.test(route.path) ? stranger : member
      const fixed = await arrangeUser(app, member)
      return { ...fixed, ...(await arrangeFor(app, route, { stranger, member, fixed })) }
    },
    async call(route, { path, query, body, contentType, headers }) {
      const all = new Headers({ ...credentials(route), ...headers })
      if (body !== undefined && contentType !== '') all.set('content-type', contentType)
      const url = new URL(`${app.publicUrl}${path}${query === '' ? '' : `?${query}`}`)
      const method = route.method.toUpperCase()
      return await app.fetch(url.href, { method, headers: all, ...(body === undefined ? {} : { body }) })
    },
  }
}

/** A user and the values that go far into every flow. */
async function arrangeUser(app: TestApp, member: TestBrowser) {
  const user = await createUser(app, { password: { password: testPassword } })
  const session = await member.signIn(user)
  const [email] = user.emailAddresses
  return {
    user_id: user.id,
    user_ids: user.id,
    session_id: session.id,
    client_id: session.clientId,
    email_id: email?.id,
    email_address_id: email?.id,
    applicationID: app.instance.applicationId,
    envOrInsID: app.instance.id,
    identifier: email?.emailAddress,
    email_address: `${newEachTime}.${newEmail()}`,
    password: testPassword,
    current_password: testPassword,
    skip_password_requirement: true,
    name: `${newEachTime}-name`,
    redirect_url: `${member.origin}/after`,
    url: `https://${newEachTime}.example.com/path`,
    strategy: 'email_code',
    code: '424242',
    level: 'first_factor',
    seed: 'seed',
  }
}

interface Arranged {
  stranger: TestBrowser
  member: TestBrowser
  fixed: Awaited<ReturnType<typeof arrangeUser>>
}

/** What only some routes name, made for those alone. */
async function arrangeFor(
  app: TestApp,
  route: AnyRoute,
  { stranger, member, fixed }: Arranged,
): Promise<KnownNames> {
  const { path } = route
  if (path.includes('{sign_in_id}')) {
    const { body } = await stranger.post('/v1/client/sign_ins', { identifier: fixed.identifier ?? '' })
    return { sign_in_id: body.response.id }
  }
  if (path.includes('/sign_ups/{')) {
    const { body } = await stranger.post('/v1/client/sign_ups', { email_address: newEmail() })
    return { sign_up_id: body.response.id, id: body.response.id }
  }
  if (path.includes('/verify/') && path.includes('{session_id}')) {
    await member.post(path.replace('{session_id}', fixed.session_id).replace(/\/verify\/.*/, '/verify'), {})
  }
  if (/organization|role_set/.test(path))
    return route.audience === 'backend'
      ? await arrangeAsSuite(app, route)
      : await arrangeOrganization(app, fixed.user_id)
  const name = `arranged-${fixed.user_id.toLowerCase().replaceAll('_', '-')}`
  const make = (route: string, body: object) => makeByApi(app, route, body)
  if (path.includes('{domain_id}')) {
    return { domain_id: (await make('/v1/domains', { name: `${name}.example.com`, is_satellite: true })).id }
  }
  if (path.includes('/redirect_urls/'))
    return { id: (await make('/v1/redirect_urls', { url: `https://${name}.example.com` })).id }
  if (path.includes('/sign_in_tokens/'))
    return { sign_in_token_id: (await make('/v1/sign_in_tokens', { user_id: fixed.user_id })).id }
  if (/jwt_templates\/|\{template_name\}/.test(path)) {
    const { id } = await make('/v1/jwt_templates', { name, claims: {} })
    return { template_id: id, template_name: name }
  }
  return path === '/v1/domains' ? { name: `${newEachTime}.${name}.example.com` } : {}
}

/** What the shared suite calls the route with. */
async function arrangeAsSuite(app: TestApp, route: AnyRoute): Promise<KnownNames> {
  await enableDomains(app)
  const { instance, secretKey, scope } = app
  const known = backendRouteCases.find((routeCase) => routeCase.route === route)
  const named = (await known?.arrange?.({ app, instance, secretKey, scope })) ?? {}
  const body = known?.body?.(named)
  return { ...named, ...(typeof body === 'object' && !(body instanceof Uint8Array) ? body : {}) }
}

/** An organization that the user manages, with a domain that nobody has proven. */
async function arrangeOrganization(app: TestApp, userId: UserId): Promise<KnownNames> {
  await enableDomains(app)
  const { organization } = await createOrganization(app, { createdBy: userId })
  const domain = await createDomain(app, organization, { verified: false })
  return {
    ...{ organization_id: organization.id, domain_id: domain.id, organization_domain_ids: domain.id },
    ...{ name: newDomainName(), names: newDomainName() },
    affiliation_email_address: `it@${domain.name}`,
    ...{ enrollment_mode: 'automatic_suggestion', role: 'org:member' },
  }
}

async function makeByApi(app: TestApp, path: string, body: object): Promise<{ id?: string }> {
  return (await (await app.backend('POST', path, body)).json()) as { id?: string }
}
