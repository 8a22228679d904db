import type { AccountsPorts } from '../flows/profile/accounts.flow.ts'
import { withReverification } from '../flows/profile/with-reverification.ts'
import { type FakeAnswer, type FakePorts, fakePorts } from './fake-ports.ts'

/** The world of a profile: as that of a sign-in, with somebody who is asked for a proof. */
export function profilePorts(
  answers: FakeAnswer[],
  prove: () => Promise<boolean> = async () => false,
): AccountsPorts & Pick<FakePorts, 'calls' | 'tick' | 'way' | 'left'> {
  const { api, now, later, calls, tick, way, setOut, left } = fakePorts(answers)
  return {
    ...{ now, later, calls, tick, way, setOut, left, prove, api: withReverification(api, prove) },
    linkUrl: () => 'https://app.example.com/user',
    sessionId: () => 'sess_1',
    leave: async () => void left.push('left'),
  }
}

/** The calls that were sent, one line each. */
export const linesOf = ({ calls }: Pick<FakePorts, 'calls'>): string[] =>
  calls.map(({ method, path, query, form, file }) =>
    [
      method,
      query ? `${path}?${new URLSearchParams(query as Record<string, string>)}` : path,
      form && JSON.stringify(form),
      file && 'file',
    ]
      .filter(Boolean)
      .join(' '),
  )
