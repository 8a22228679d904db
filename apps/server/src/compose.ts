import type pg from 'pg'
import type { Config } from './config/config.schema.ts'
import { createClientSignOut, createClientStateService } from './domains/client-state/index.ts'
import { createClientsService } from './domains/clients/index.ts'
import { createDomainsService } from './domains/domains/index.ts'
import { createEmailAddressesService } from './domains/email-addresses/email-addresses.service.ts'
import { createEnvironmentService } from './domains/environment/index.ts'
import { createImagesService } from './domains/images/index.ts'
import { createInstanceDirectory, createInstancesService } from './domains/instances/index.ts'
import { createMessagesService } from './domains/messages/index.ts'
import { createPasswordHashing, type PasswordHashingOptions } from './domains/passwords/index.ts'
import { createPlatformKeysService } from './domains/platform-keys/index.ts'
import { createRedirectUrlsService } from './domains/redirect-urls/index.ts'
import { createSessionsService, type SessionsService } from './domains/sessions/index.ts'
import { createInstanceSettingsService, createSettingsService } from './domains/settings/index.ts'
import { createSigningKeysService } from './domains/signing-keys/index.ts'
import { createTestingTokensService } from './domains/testing-tokens/index.ts'
import { createTokensService } from './domains/tokens/index.ts'
import { createUsersService, type EndSessions } from './domains/users/index.ts'
import { createVerificationsService } from './domains/verifications/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Db } from './platform/db/database.ts'
import type { PostgresTarget } from './platform/db/open-postgres.ts'
import type { Log } from './platform/log/log.ts'
import { createSmtpTransport } from './platform/mail/mail-transport.ts'
import type { Vault } from './platform/secrets/seal.ts'

export interface ComposeDeps {
  config: Config
  db: Db
  pool: pg.Pool
  /** For connections outside the pool: the invalidation listener needs one of its own. */
  target: PostgresTarget
  clock: Clock
  log: Log
  vault: Vault
  /** Where browsers reach this server by default. */
  publicUrl: string
  passwordHashing?: PasswordHashingOptions
}

export type Services = Awaited<ReturnType<typeof compose>>

/** Builds every service once, by hand, in the order in which domains may know each other. */
export async function compose(deps: ComposeDeps) {
  const { config, db, clock, log, vault, publicUrl } = deps
  const instances = createInstancesService({ db, clock, vault, httpsPort: config.KEYWRIGHT_HTTPS_PORT })
  await instances.ensureDefaultInstance()
  const directory = await createInstanceDirectory(db)
  const platformKeys = createPlatformKeysService({ db, clock, vault })
  await platformKeys.ensureKey()
  const settings = createSettingsService({ db, clock, directory })
  const instanceSettings = createInstanceSettingsService({ settings, instances, directory })
  const domains = createDomainsService({ db, clock, instances, directory, publicUrl })
  const redirectUrls = createRedirectUrlsService({ db, clock })
  const testingTokens = createTestingTokensService({ clock, vault })
  const environment = createEnvironmentService({ instances, directory, publicUrl })
  const signingKeys = createSigningKeysService({ db, clock, vault })
  const tokens = createTokensService({ db, clock, signingKeys, publicUrl })
  const passwords = createPasswordHashing(deps.passwordHashing)
  // Users lie below sessions, which end when a user is banned or deleted.
  const endSessions: EndSessions = (...input) => sessions.revokeAllOfUserIn(...input)
  const verifications = createVerificationsService({ db, clock, vault })
  const { KEYWRIGHT_SMTP_URL: smtpUrl, KEYWRIGHT_EMAIL_FROM: defaultFrom } = config
  const transport = smtpUrl === '' ? undefined : createSmtpTransport(smtpUrl)
  const messages = createMessagesService({ db, clock, log, vault, defaultFrom, transport })
  const images = createImagesService({ db, clock })
  const users = createUsersService({ db, clock, passwords, images, messages, publicUrl, endSessions })
  const emailAddresses = createEmailAddressesService({ db, users, verifications, messages })
  const clients = createClientsService({ db, clock })
  const sessions: SessionsService = createSessionsService({ db, clock, clients, users })
  const clientSignOut = createClientSignOut({ clients, sessions })
  const clientStates = createClientStateService({
    ...{ db, clock, clients, sessions, tokens, publicUrl },
    signInFor: async () => null,
    signUpFor: async () => null,
  })
  return {
    signingKeys,
    tokens,
    instances,
    directory,
    platformKeys,
    settings,
    instanceSettings,
    domains,
    redirectUrls,
    testingTokens,
    environment,
    passwords,
    verifications,
    messages,
    images,
    users,
    emailAddresses,
    clients,
    sessions,
    clientSignOut,
    clientStates,
  }
}
