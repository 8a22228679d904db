import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultWithParam } from '../../testing/answers.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const path = '/v1/instance/organization_settings'
const idOf = async (key: string) =>
  (await app.call('get', `/v1/organization_roles?query=${key}`)).body.data[0].id

it('tells what holds before anybody has said anything', async () => {
  expect(await app.call('get', path)).toEqual({
    status: 200,
    body: {
      object: 'organization_settings',
      enabled: false,
      max_allowed_memberships: 5,
      max_allowed_roles: 100,
      max_allowed_permissions: 1000,
      max_role_sets_allowed: 50,
      max_allowed_domains: 10,
      creator_role: 'org:admin',
      admin_delete_enabled: true,
      domains_enabled: false,
      slug_disabled: false,
      domains_enrollment_modes: ['manual_invitation'],
      domains_default_role: 'org:member',
      initial_role_set_key: 'role_set:default',
    },
  })
})

it('changes what is given, in the settings and in the initial role set, and leaves the rest', async () => {
  const { body: role } = await app.call('post', '/v1/organization_roles', { name: 'Guest', key: 'org:guest' })
  const { body: admin } = await app.call('get', `/v1/organization_roles/${await idOf('org:admin')}`)
  const permissions = admin.permissions.map(({ id }: { id: string }) => id)
  const { body: owner } = await app.call('post', '/v1/organization_roles', {
    name: 'Owner',
    key: 'org:owner',
    permissions,
  })
  const changed = await app.call('patch', path, {
    ...{ enabled: true, max_allowed_memberships: 0, admin_delete_enabled: null, slug_disabled: true },
    ...{ domains_enabled: true, domains_enrollment_modes: ['automatic_invitation'] },
    ...{ creator_role_id: owner.id, domains_default_role_id: role.id },
  })
  expect(changed.body).toMatchObject({
    ...{ enabled: true, max_allowed_memberships: 0, admin_delete_enabled: true, slug_disabled: true },
    ...{ domains_enabled: true, domains_enrollment_modes: ['automatic_invitation'] },
    ...{ creator_role: 'org:owner', domains_default_role: 'org:guest' },
  })
  expect((await app.call('get', path)).body).toEqual(changed.body)
  const { organizations } = (app.services.directory.byId(app.instance.id) ?? app.instance).settings
  expect(organizations).toMatchObject({
    enabled: true,
    slugs_enabled: false,
    domains: { default_role: 'org:guest' },
  })
  expect((await app.call('patch', path, { slug_disabled: false })).body).toEqual({
    ...changed.body,
    slug_disabled: false,
  })
})

it('refuses roles that are not there, not in the initial set, or not for creators, and then changes nothing', async () => {
  const before = (await app.call('get', path)).body
  const apart = { name: 'Apart', key: 'org:apart', include_in_initial_role_set: false }
  const { body: role } = await app.call('post', '/v1/organization_roles', apart)
  const change = async (values: object) =>
    faultWithParam(await app.call('patch', path, { max_allowed_memberships: 77, ...values }))
  expect(await change({ creator_role_id: 'role_unknown' })).toEqual([
    404,
    'resource_not_found',
    'creator_role_id',
  ])
  expect(await change({ domains_default_role_id: role.id })).toEqual([
    422,
    'form_param_value_invalid',
    'domains_default_role_id',
  ])
  const member = await idOf('org:member')
  expect((await change({ creator_role_id: member }))[1]).toBe('organization_missing_creator_role_permissions')
  expect((await change({ domains_enrollment_modes: ['enterprise_sso'] }))[1]).toBe('form_param_value_invalid')
  expect((await app.call('get', path)).body).toEqual(before)
})
