import { InstanceSettings } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { loadConfig } from './config/load-config.ts'
import { startWarnings } from './start-warnings.ts'

const settings = InstanceSettings.parse({})
const development = { slug: 'default', environmentType: 'development', settings } as const
const production = { slug: 'shop', environmentType: 'production', settings } as const
const silent = loadConfig({})
const mailing = loadConfig({ KEYWRIGHT_SMTP_URL: 'smtp://localhost:25' })

describe('a start', () => {
  it('warns that a production instance cannot send mail, and how to change that', () => {
    const [warning, ...more] = startWarnings(silent, [development, production])
    expect(warning).toMatch(/"shop".*KEYWRIGHT_SMTP_URL/)
    expect(warning).not.toContain('default')
    expect(more).toEqual([])
  })

  it('warns of tokens that outlive the revocation of their session, and names the instance', () => {
    const tokens = { ...settings.tokens, lifetime_seconds: 600, force_lifetime: true }
    const [warning, ...more] = startWarnings(mailing, [{ ...production, settings: { ...settings, tokens } }])
    expect(warning).toMatch(/"shop".*600 seconds/)
    expect(more).toEqual([])
  })

  it('says nothing where mail is sent, or where there is nobody but developers', () => {
    expect(startWarnings(mailing, [development, production])).toEqual([])
    expect(startWarnings(silent, [development])).toEqual([])
  })
})
