import type { ProfilePorts } from '../flows/profile/profile-ports.ts'
import { withReverification } from '../flows/profile/with-reverification.ts'
import { type FakeAnswer, type FakePorts, fakePorts } from './fake-ports.ts'

/** The world of a profile: as that of a sign-in, with somebody who is asked for a proof. */
export function profilePorts(
  answers: FakeAnswer[],
  prove: () => Promise<boolean> = async () => false,
): ProfilePorts & Pick<FakePorts, 'calls' | 'tick'> & { left: string[] } {
  const { api, now, later, calls, tick } = fakePorts(answers)
  const left: string[] = []
  return {
    ...{ now, later, calls, tick, left, api: withReverification(api, prove) },
    linkUrl: () => 'https://app.example.com/user',
    leaveFor: async (url) => void left.push(url),
    sessionId: () => 'sess_1',
    leave: async () => void left.push('left'),
  }
}

/** The calls that were sent, one line each. */
export const linesOf = ({ calls }: Pick<FakePorts, 'calls'>): string[] =>
  calls.map(({ method, path, form, file }) =>
    [method, path, form && JSON.stringify(form), file && 'file'].filter(Boolean).join(' '),
  )
