import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createRoleSetMigrations } from './role-set-migrations.service.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

it('does not end while somebody remains, and ends the set that was left with the last', async () => {
  const { catalogues, organizationRoles } = app.services
  const { roleSet } = await organizationRoles.roleSets.create(app.scope, {
    ...{ name: 'Left', key: 'role_set:left', description: null, type: 'custom' },
    ...{ roleKeys: ['org:admin', 'org:member'], defaultRoleKey: 'org:member', creatorRoleKey: 'org:admin' },
  })
  const { initialRoleSet } = await catalogues.get(app.instance)
  const row = {
    ...{ instance_id: app.instance.id, id: newId('roleSetMigration'), mappings: '{}' },
    ...{ source_role_set_id: roleSet.id, dest_role_set_id: initialRoleSet.id },
    ...{ trigger_type: 'role_set_deletion', status: 'enqueued' },
  }
  await app.db.insertInto('role_set_migrations').values(row).execute()
  const migrations = createRoleSetMigrations({ db: app.db, clock: app.clock, catalogues })
  const [migration] = await migrations.listUnderWay(app.instance)
  if (!migration) throw new RangeError('a migration is under way')
  expect(await migrations.complete(app.instance, migration, async () => true)).toBe(false)
  expect(await migrations.listInstanceIds()).toEqual([app.instance.id])
  expect((await organizationRoles.roleSets.get(app.scope, roleSet.id)).roleSet.migration?.status).toBe(
    'enqueued',
  )
  expect(await migrations.complete(app.instance, migration, async () => false)).toBe(true)
  expect(await migrations.listInstanceIds()).toEqual([])
  await expect(organizationRoles.roleSets.get(app.scope, roleSet.id)).rejects.toMatchObject({
    code: 'resource_not_found',
  })
})
