import { describe, expect, it } from 'vitest'
import { ar } from './localization/ar/index.ts'
import { renderSignIn, renderSignUp } from './server.ts'
import { makeEnvironment } from './testing/environment.ts'

const environment = makeEnvironment()

describe('a component as text', () => {
  it('is the same whenever it is rendered', () => {
    expect(renderSignIn(environment)).toEqual(renderSignIn(environment))
  })

  it('shows the first step, with everything a browser needs to send it', () => {
    const { html, css, preload } = renderSignIn(environment)
    expect(html).toContain('Sign in to Acme')
    expect(html).toMatch(/<input[^>]*name="identifier"[^>]*autocomplete="username"/)
    // A form sent before it has come to life must not write a password into the address.
    expect(html).toMatch(/<form[^>]*method="post"/)
    expect(css).toEqual(['styles.css'])
    expect(preload).toEqual(['index.js', 'sign-in.app.js'])
    expect(renderSignUp(environment).html).toContain('Create your account')
  })

  it('writes no style and no script into the page, whatever the appearance', () => {
    const variables = { colorPrimary: 'tomato', borderRadius: '0' }
    const { html, theme } = renderSignIn(environment, { appearance: { variables, theme: 'dark' } })
    expect(html).not.toMatch(/style=|<style|<script|onclick/)
    expect(html).toContain('data-theme="dark"')
    expect(theme).toBe('.kw-root[data-id="kw-sign-in"]{--kw-accent:tomato;--kw-radius:0}')
  })

  // Attack: a value that ends the rule, or the element it stands in.
  it('leaves out values that could say more than a value', () => {
    const variables = { colorPrimary: 'red}body{display:none', colorDanger: '</style><script>' }
    expect(renderSignIn(environment, { appearance: { variables } }).theme).toBe('')
  })

  // Attack: a name of an application that ends the element of the seed, or is a tag itself.
  it('escapes what comes from outside', () => {
    const hostile = makeEnvironment({
      display: { application_name: '</script><img src=x onerror=alert(1)>' },
    })
    const { html, seed } = renderSignIn(hostile)
    expect(seed).not.toContain('<')
    expect(JSON.parse(seed)).toMatchObject({ environment: { display_config: hostile.display_config } })
    expect(html).not.toContain('<img')
  })

  it('speaks the language of the visitor, in its direction', () => {
    const { html } = renderSignIn(environment, { localization: ar })
    expect(html).toContain('lang="ar" dir="rtl"')
    expect(html).toContain('تسجيل الدخول إلى Acme')
  })
})
