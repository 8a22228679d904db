import type { ErrorCode } from '@keywright/contract'
import type { z } from 'zod'
import { DomainError, DomainErrors } from './domain-error.ts'

type Issue = z.core.$ZodIssue

/** More than a person would read; a body may hold thousands of unknown fields. */
const errorsMax = 20

/** Translates what a schema found wrong into the catalogue's codes, one error a parameter. */
export function zodErrors(error: z.ZodError, value: unknown): DomainErrors {
  const found = new Map<string, DomainError>()
  for (const issue of error.issues) {
    for (const [param, code] of issueCodes(issue, value)) {
      if (found.size === errorsMax) break
      if (!found.has(param)) found.set(param, new DomainError(code, { param }))
    }
  }
  return new DomainErrors([...found.values()])
}

function issueCodes(issue: Issue, value: unknown): [param: string, code: ErrorCode][] {
  if (issue.code === 'unrecognized_keys') {
    const prefix = issue.path.length > 0 ? `${issue.path.join('.')}.` : ''
    return issue.keys.map((key) => [`${prefix}${key}`, 'form_param_unknown'])
  }
  const param = issue.path.join('.') || 'body'
  const given = issue.path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value)
  return [[param, issueCode(issue, given)]]
}

function issueCode(issue: Issue, given: unknown): ErrorCode {
  if (given === undefined) return 'form_param_missing'
  switch (issue.code) {
    case 'invalid_type':
      // An array where one value belongs: the parameter was sent twice.
      return Array.isArray(given) ? 'form_param_duplicate' : 'form_param_type_invalid'
    case 'too_big':
      return issue.origin === 'string' ? 'form_param_max_length_exceeded' : tooBigCode(issue.origin)
    case 'too_small':
      return issue.origin === 'string'
        ? given === ''
          ? 'form_param_nil'
          : 'form_param_min_length_exceeded'
        : 'form_param_value_invalid'
    case 'invalid_format':
      return given === '' ? 'form_param_nil' : 'form_param_format_invalid'
    case 'custom':
      return 'form_param_format_invalid'
    default:
      return 'form_param_value_invalid'
  }
}

function tooBigCode(origin: string): ErrorCode {
  return origin === 'array' || origin === 'set'
    ? 'form_param_array_size_exceeded'
    : 'form_param_value_too_large'
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null
}
