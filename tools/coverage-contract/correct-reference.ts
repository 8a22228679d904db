/** Where the reference is narrower than what the official SDKs send and read; each with its witness. */
import { correctOrganizations } from './correct-organizations.ts'
import { asMapping, isMapping, type Mapping } from './mapping.ts'

/**
 * The document as it is meant. Its patterns of providers' strategies have no underscore, and so leave out its own
 * `oauth_linkedin_oidc`; its list of providers knows one custom one, and the SDKs any `oauth_custom_<key>` (wire contract
 * 7.3); a wallet of a stranger is `transferable` to them (wire contract 7.6), as any other proof is. Of its two lists of what
 * becomes of a session one leaves out `pending` (wire contract 7.7). They read whether there are second factors, and whether
 * everybody has to have one (wire contract 6.6).
 */
export function correctReference(document: unknown): unknown {
  const root = widen(document)
  const schemas = asMapping(asMapping(asMapping(root).components).schemas)
  const socials = asMapping(schemas['UserSettings.Socials'])
  if ('additionalProperties' in socials)
    socials.additionalProperties = { $ref: '#/components/schemas/UserSettings.Social' }
  allowStatus(schemas['Stubs.Verification.Web3Signature'], 'transferable')
  allowStatus(schemas['Client.SessionBase'], 'pending')
  for (const [name, property] of [
    ['SignIn', 'second_factor'],
    ['SignUp', 'mfa'],
  ] as const)
    allowSwitches(asMapping(schemas[`UserSettings.${name}`]), property)
  correctOrganizations(schemas, asMapping(asMapping(root).paths))
  return root
}

function allowStatus(schema: unknown, status: string): void {
  const { enum: statuses } = asMapping(asMapping(asMapping(schema).properties).status)
  if (Array.isArray(statuses)) statuses.push(status)
}

/** An object of switches, with any number of them. */
function allowSwitches(schema: Mapping, name: string): void {
  if (!isMapping(schema.properties)) return
  schema.properties[name] = { type: 'object', additionalProperties: { type: 'boolean' } }
}

function widen(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(widen)
  if (!isMapping(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, widen(inner)])
  return withWiderPattern(Object.fromEntries(entries))
}

function withWiderPattern(schema: Mapping): Mapping {
  const { pattern } = schema
  if (typeof pattern !== 'string' || !/^\^(from_)?oauth_.*\[a-z\]\+\$$/.test(pattern)) return schema
  return { ...schema, pattern: pattern.replace(/\[a-z\]\+\$$/, '[a-z0-9_]+$') }
}
