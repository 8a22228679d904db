import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addMember,
  createOrganization,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
  await enableOrganizations(app)
})
afterAll(() => app.close())

async function list(query: string): Promise<{ ids: string[]; total: number }> {
  const answer = await app.backend('get', `/v1/organizations?${query}`)
  const { data, total_count: total } = (await answer.json()) as {
    data: { id: string }[]
    total_count: number
  }
  return { ids: data.map(({ id }) => id), total }
}

describe('the list of organizations', () => {
  it('is read in pages, narrowed and ordered', async () => {
    const made = []
    for (const name of ['Alpha', 'Beta', 'Gamma']) {
      made.push(await createOrganization(app, { name }))
      app.clock.advance(1000)
    }
    const [alpha, beta, gamma] = made.map(({ organization }) => organization.id)
    await addMember(app, { id: beta as never })
    expect(await list('limit=2')).toEqual({ ids: [gamma, beta], total: 3 })
    expect(await list('limit=2&offset=2')).toEqual({ ids: [alpha], total: 3 })
    expect(await list('order_by=name')).toEqual({ ids: [alpha, beta, gamma], total: 3 })
    expect(await list('order_by=-members_count&limit=1')).toEqual({ ids: [beta], total: 3 })
    expect(await list('query=amm')).toEqual({ ids: [gamma], total: 1 })
    expect(await list('query=%25')).toEqual({ ids: [], total: 0 })
    expect(await list(`user_id=${made[0]?.admin.id}`)).toEqual({ ids: [alpha], total: 1 })
    expect(await list(`user_id=-${made[0]?.admin.id}&order_by=name`)).toEqual({
      ids: [beta, gamma],
      total: 2,
    })
    expect(await list(`organization_id=${beta}`)).toEqual({ ids: [beta], total: 1 })
  })
})
