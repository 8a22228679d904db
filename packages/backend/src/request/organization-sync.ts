import { type MatchFunction, match } from 'path-to-regexp'
import { KeywrightConfigError } from '../config-error.ts'

/** Paths that name the organization to be active, by `:id` or `:slug`, and paths of the personal account. The first win. */
export interface OrganizationSyncOptions {
  organizationPatterns?: readonly string[]
  personalAccountPatterns?: readonly string[]
}

/** What a path wants to be active; `organization` is an id or a slug. */
export type OrganizationTarget = { kind: 'id' | 'slug'; organization: string } | { kind: 'personal' }

interface Matchers {
  organization: MatchFunction | undefined
  personal: MatchFunction | undefined
}

const compiled = new WeakMap<OrganizationSyncOptions, Matchers>()

/** The organization a path asks for, if it asks for any. */
export function organizationTargetOf(
  options: OrganizationSyncOptions | undefined,
  pathname: string,
): OrganizationTarget | undefined {
  if (!options) return undefined
  const matchers = compiled.get(options) ?? compileAll(options)
  const params = paramsOf(matchers.organization, pathname)
  if (typeof params?.id === 'string') return { kind: 'id', organization: params.id }
  if (typeof params?.slug === 'string') return { kind: 'slug', organization: params.slug }
  return paramsOf(matchers.personal, pathname) ? { kind: 'personal' } : undefined
}

function compileAll(options: OrganizationSyncOptions): Matchers {
  const matchers = {
    organization: compile(options.organizationPatterns),
    personal: compile(options.personalAccountPatterns),
  }
  compiled.set(options, matchers)
  return matchers
}

function compile(patterns: readonly string[] | undefined): MatchFunction | undefined {
  if (!patterns || patterns.length === 0) return undefined
  try {
    return match([...patterns])
  } catch {
    throw new KeywrightConfigError(
      'organization_pattern_invalid',
      `\`organizationSyncOptions\` has a pattern that cannot be read: ${patterns.join(', ')}`,
    )
  }
}

function paramsOf(matcher: MatchFunction | undefined, pathname: string): Record<string, unknown> | undefined {
  const result = matcher?.(pathname)
  return result ? (result.params as Record<string, unknown>) : undefined
}
