import { InstanceSettings, type InstanceSettingsInput } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { newBackupCodes, normalizeBackupCode } from './backup-codes.policy.ts'
import { availableSecondFactors, mustSetUpSecondFactor, secondFactorsOf } from './second-factors.policy.ts'

const settings = (given: InstanceSettingsInput = {}) => InstanceSettings.parse(given)
const withApps = settings({ authenticator_app: { enabled: true } })
const withoutCodes = settings({ authenticator_app: { enabled: true }, backup_code: { enabled: false } })
const owner = (totpEnabled: boolean, backupCodeEnabled: boolean) => ({ totpEnabled, backupCodeEnabled })

describe('second factors', () => {
  it('are what the instance has switched on, and backup codes only beside another one', () => {
    expect(availableSecondFactors(settings())).toEqual([])
    expect(availableSecondFactors(withApps)).toEqual(['totp', 'backup_code'])
    expect(availableSecondFactors(withoutCodes)).toEqual(['totp'])
  })

  it('are asked for as far as the user has them', () => {
    expect(secondFactorsOf(owner(true, true), withApps)).toEqual(['totp', 'backup_code'])
    expect(secondFactorsOf(owner(true, false), withApps)).toEqual(['totp'])
    expect(secondFactorsOf(owner(true, true), withoutCodes)).toEqual(['totp'])
    expect(secondFactorsOf(owner(false, true), withApps)).toEqual([])
    expect(secondFactorsOf(owner(true, true), settings())).toEqual([])
  })

  it('are only demanded of everybody where they can be had', () => {
    const required = { multi_factor: { required: true } }
    expect(mustSetUpSecondFactor(settings(required))).toBe(false)
    expect(mustSetUpSecondFactor(withApps)).toBe(false)
    expect(mustSetUpSecondFactor(settings({ ...required, authenticator_app: { enabled: true } }))).toBe(true)
  })
})

describe('backup codes', () => {
  it('are ten different ones that can be read and typed', () => {
    const codes = newBackupCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{10}$/)
  })

  it('are read whatever case and dashes people write', () => {
    expect(normalizeBackupCode(' ABCDE-fghjk ')).toBe('abcdefghjk')
  })
})
