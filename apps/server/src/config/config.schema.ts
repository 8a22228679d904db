import { z } from 'zod'
import { createTrustedProxies } from '../platform/http/forwarded.policy.ts'

const port = z.coerce.number().int().min(1).max(65_535)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)

const proxyList = list.refine((entries) => {
  try {
    createTrustedProxies(entries)
    return true
  } catch {
    return false
  }
}, 'must be addresses or networks such as 10.0.0.0/8, separated by commas')

const publicUrl = z
  .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'must be an http or https URL' })])
  .transform((url) => url.replace(/\/+$/, ''))

/** Every setting of the server process, named as its environment variable. Settings of an instance are `InstanceSettings`. */
export const ConfigSchema = z.object({
  PORT: port
    .default(3900)
    .describe('Port of the http listener. A taken port is an error, never another port.'),
  KEYWRIGHT_HTTPS_PORT: port
    .default(3943)
    .describe('Port of the https listener (`--https`); it is part of development keys.'),
  KEYWRIGHT_HTTPS: z
    .stringbool()
    .default(false)
    .describe('Opens the https listener for development, as `--https` does.'),
  APP_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .default('http://localhost:3000')
    .describe('Where your app listens; the https listener shows it as `app.<slug>.localhost`.'),
  KEYWRIGHT_HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'Address to listen on. Loopback unless told otherwise: 127.0.0.1 and, where there is IPv6, ::1.',
    ),
  KEYWRIGHT_DATA_DIR: z
    .string()
    .default('./.keywright')
    .describe('Folder of the embedded database, the master key and certificates.'),
  DATABASE_URL: z
    .string()
    .default('')
    .describe('PostgreSQL 15 or later. Empty: the embedded server in the data folder.'),
  KEYWRIGHT_DATABASE_SCHEMA: z
    .string()
    .regex(/^(?!pg_)([a-z_][a-z0-9_]{0,62})?$/, 'must be lower-case letters, digits and underscores')
    .default('')
    .describe('Schema of our tables; made when missing. Empty: the one the database looks in by itself.'),
  KEYWRIGHT_DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(16)
    .describe('Database connections of this process.'),
  KEYWRIGHT_NAMED_STATEMENTS: z
    .stringbool()
    .default(true)
    .describe('Off for a connection pooler without prepared statements.'),
  KEYWRIGHT_MASTER_KEY: z
    .string()
    .default('')
    .describe('64 hex digits that seal secrets at rest. Empty: a file in the data folder.'),
  KEYWRIGHT_PUBLIC_URL: publicUrl
    .default('')
    .describe('Where browsers reach this server. Empty: http://localhost and the port.'),
  KEYWRIGHT_TRUSTED_PROXIES: proxyList
    .default([])
    .describe('Addresses whose X-Forwarded headers are believed, separated by commas.'),
  KEYWRIGHT_RATE_LIMITS: z
    .stringbool()
    .default(true)
    .describe('Off only behind something else that limits requests, and in tests.'),
  KEYWRIGHT_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged.'),
  KEYWRIGHT_SMTP_URL: z
    .string()
    .default('')
    .describe('smtp:// or smtps:// of the mail server. Empty: mail stays in the dev inbox.'),
  KEYWRIGHT_WEBHOOKS_TO_PRIVATE_ADDRESSES: z
    .stringbool()
    .default(false)
    .describe(
      'Lets webhooks go to this machine and its networks, not only to the internet; for development.',
    ),
  KEYWRIGHT_OAUTH_TO_PRIVATE_ADDRESSES: z
    .stringbool()
    .default(false)
    .describe(
      'Lets sign-in reach providers on this machine and its networks, such as a company’s own, and the pictures they have of people, not only on the internet.',
    ),
  KEYWRIGHT_EMAIL_FROM: z
    .string()
    .default('Keywright <no-reply@localhost>')
    .describe('Sender of mail where the instance names none.'),
})

export type Config = z.output<typeof ConfigSchema>
