import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

async function redirect(target?: string) {
  const query = target === undefined ? '' : `?redirect_url=${encodeURIComponent(target)}`
  const answer = await test.fetch(`/v1/redirect${query}`)
  return { status: answer.status, location: answer.headers.get('location') }
}

describe('GET /v1/redirect', () => {
  it('goes on to a registered URL, of an app scheme too', async () => {
    await test.services.redirectUrls.create(test.scope, 'myapp://callback')
    expect(await redirect('myapp://callback')).toEqual({ status: 307, location: 'myapp://callback' })
  })

  it('goes on to an origin of the instance', async () => {
    const location = 'http://localhost:3000/in'
    expect(await redirect(location)).toEqual({ status: 307, location })
  })

  it('goes to where the operator says when no URL is given', async () => {
    const location = 'https://app.example.com/after-sign-in'
    await test.services.settings.patch(test.scope, { paths: { after_sign_in_url: location } })
    expect(await redirect()).toEqual({ status: 307, location })
  })

  // Open redirect: a link on a trusted host that ends at the attacker's.
  it.each([
    'https://evil.example',
    '//evil.example',
    'https://localhost@evil.example',
    'javascript:alert(1)',
  ])('refuses to go to %s', async (target) => {
    expect(await redirect(target)).toEqual({ status: 422, location: null })
  })
})
