import type { InstanceSettings, SecondFactorStrategy } from '@keywright/contract'

/** What a user has to prove a second factor with. */
export interface OwnSecondFactors {
  totpEnabled: boolean
  backupCodeEnabled: boolean
}

type Switches = Pick<InstanceSettings, 'authenticator_app' | 'backup_code'>

/** Which second factors users of an instance can set up. Backup codes stand in for another one, and are none without it. */
export function availableSecondFactors(settings: Switches): SecondFactorStrategy[] {
  if (!settings.authenticator_app.enabled) return []
  return settings.backup_code.enabled ? ['totp', 'backup_code'] : ['totp']
}

/** Whether everybody has to have a second factor. Where there is none to be had, nobody has to. */
export function mustSetUpSecondFactor(settings: Switches & Pick<InstanceSettings, 'multi_factor'>): boolean {
  return settings.multi_factor.required && availableSecondFactors(settings).length > 0
}

/** Whether a user has a second factor, whatever the instance makes of it. */
export function hasSecondFactor({ totpEnabled }: Pick<OwnSecondFactors, 'totpEnabled'>): boolean {
  return totpEnabled
}

/** What a user proves their second factor with; empty: they have none that counts, and are not asked for one. */
export function secondFactorsOf(user: OwnSecondFactors, settings: Switches): SecondFactorStrategy[] {
  if (!hasSecondFactor(user)) return []
  return availableSecondFactors(settings).filter(
    (strategy) => strategy !== 'backup_code' || user.backupCodeEnabled,
  )
}
