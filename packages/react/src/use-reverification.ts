import { createReverification, type ReverificationOptions } from '@keywright/js/binding'
import { useMemo, useRef } from 'react'
import { useKeywright } from './keywright-context.ts'

/** A call that may want a recent proof of who is there: it is made again once the user has given one. */
export function useReverification<Params extends unknown[], Result>(
  call: (...params: Params) => Promise<Result>,
  options: ReverificationOptions = {},
): (...params: Params) => Promise<Result> {
  const keywright = useKeywright()
  const latest = useRef({ call, options })
  latest.current = { call, options }
  return useMemo(() => createReverification(keywright, () => latest.current), [keywright])
}
