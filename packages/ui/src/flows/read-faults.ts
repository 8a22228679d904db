import type { Failure, Fault } from '@keywright/js/flows'
import type { Translate } from '../localization/translate.ts'

export interface ReadFaults {
  /** What is wrong with a field. */
  at(name: string): string | undefined
  /** What no field of this step can say. */
  alert: string | undefined
  /** Whether the same again may succeed. */
  canRetry: boolean
}

const passing: readonly string[] = ['network_error', 'service_unavailable', 'internal_error', 'unknown_error']

/** Puts each fault where it belongs: at one of the fields of the step, or above them. */
export function readFaults(
  failure: Failure | undefined,
  t: Translate,
  fields: readonly string[] = [],
): ReadFaults {
  const faults = failure?.faults ?? []
  const text = (fault: Fault | undefined) => fault && faultText(fault, failure?.retryAfterSeconds, t)
  const isElsewhere = ({ param }: Fault) => param === undefined || !fields.includes(param)
  return {
    at: (name) => (fields.includes(name) ? text(faults.find(({ param }) => param === name)) : undefined),
    alert: text(faults.find(isElsewhere)),
    canRetry: failure !== undefined && passing.includes(failure.code),
  }
}

function faultText({ code, param, message }: Fault, retryAfter: number | undefined, t: Translate): string {
  const waiting = retryAfter ? t.find(`error.${code}.wait`, { count: retryAfter }) : undefined
  return (
    waiting ??
    t.find(`error.${code}.${param}`) ??
    t.find(`error.${code}`) ??
    (message || t('error.unknown_error'))
  )
}
