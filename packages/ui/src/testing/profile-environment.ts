import type { EnvironmentWire } from '@keywright/contract'
import { makeEnvironment, makeSocial, withUsername, withWallets } from './environment.ts'

/** An instance with everything that a profile can show. */
export const profileEnvironment: EnvironmentWire = makeEnvironment({
  attributes: { ...withUsername, ...withWallets },
  settings: {
    social: makeSocial('Google', 'GitHub', 'Slack', 'Acme ID'),
    actions: { delete_self: true },
    password_settings: { min_length: 8, max_length: 72, require_numbers: true, require_uppercase: true },
  } as never,
})
