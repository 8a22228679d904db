import { describe, expect, it } from 'vitest'
import { renderMessage } from './messages.templates.ts'

const frame = { applicationName: 'Acme', supportEmail: '' }

describe('renderMessage', () => {
  it('writes the code into subject, text and HTML', () => {
    const mail = renderMessage('verification_code', { code: '123456', minutes: 10 }, frame)
    expect(mail.subject).toBe('123456 is your Acme verification code')
    expect(mail.text).toMatch(/^123456$/m)
    expect(mail.html).toContain('>123456</p>')
  })

  // Attack: a name that an operator or a user chose carries markup or a second header.
  it('escapes every value, and keeps the subject on one line', () => {
    const evil = { applicationName: '<script>"Acme"\r\nBcc: evil@example.com', supportEmail: '' }
    const mail = renderMessage(
      'magic_link',
      { url: 'http://x/?a="><b>', minutes: 10, requestedFrom: '<i>' },
      evil,
    )
    expect(mail.html).not.toMatch(/<script|<b>|<i>|href="[^"]*"><b/)
    expect(mail.subject).not.toMatch(/[\r\n]/)
  })

  it('fetches nothing from anywhere', () => {
    const { html } = renderMessage('reset_password_code', { code: '123456', minutes: 10 }, frame)
    expect(html).not.toMatch(/<(img|link|script|iframe)|url\(/)
  })
})
