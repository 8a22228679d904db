import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const dataOf = (html: string): unknown => {
  const json = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html)?.[1]
  return json === undefined ? undefined : JSON.parse(json)
}

describe('the end of a window that went to a provider', () => {
  it('tells the page of the app where it goes on, and nobody else', async () => {
    const returnUrl = 'http://localhost:3000/sso-callback?intent=signIn'
    const answer = await app.fetch(`/popup-callback?${new URLSearchParams({ return_url: returnUrl })}`)
    const html = await answer.text()
    expect(dataOf(html)).toMatchObject({
      message: { return_url: returnUrl },
      targetOrigin: 'http://localhost:3000',
    })
    expect(html).toMatch(/src="\/npm\/@keywright\/pages@[^"]+\/popup\.js"/)
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  // CWE-601, and a message of ours to a stranger.
  it.each(['https://evil.example/', 'javascript:alert(1)', '//evil.example'])(
    'leads to no %s',
    async (url) => {
      const answer = await app.fetch(`/popup-callback?${new URLSearchParams({ return_url: url })}`)
      expect(answer.status).toBe(400)
      expect(await answer.text()).not.toContain('<script')
    },
  )

  it('tells nothing where nobody is signed in', async () => {
    const html = await (await app.fetch('/popup-callback')).text()
    expect(dataOf(html)).toBeUndefined()
    expect(html).toContain('You can close this window.')
  })
})

describe('the address that older apps are led back to', () => {
  it('is the page of the sign-in', async () => {
    const answer = await app.fetch('/sso-callback?redirect_url=%2Fuser', { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/sign-in/sso-callback?redirect_url=%2Fuser',
    ])
  })
})
