import type { FlowApi, FlowCall } from '@keywright/js/flows'
import { factors, makeSignIn, makeSignUp } from './resources.ts'

/** What a page can ask the fake about afterwards. */
export interface FakeServer extends FlowApi {
  calls: FlowCall[]
  /** While true nothing gets through. */
  isOffline: boolean
}

/** A server in memory: one account (`ada@example.com`, password `correct-horse`), and one code (`424242`) for everything. */
export function createFakeServer(): FakeServer {
  const calls: FlowCall[] = []
  const server = {
    calls,
    isOffline: false,
    async send(call: FlowCall) {
      calls.push(call)
      // Never in the same task: a real answer does not come at once either.
      await new Promise((resolve) => setTimeout(resolve, 20))
      if (server.isOffline) throw fault(0, 'network_error')
      return answer(call)
    },
  }
  return server as FakeServer
}

function answer({ path, form = {} }: FlowCall): object {
  if (path.startsWith('/v1/client/sign_ins')) return answerSignIn(path, form)
  return answerSignUp(path, form)
}

type Form = NonNullable<FlowCall['form']>

const verification = (strategy: string) => ({
  first_factor_verification: { object: 'verification_otp', status: 'unverified', strategy } as never,
})

function answerSignIn(path: string, { identifier, password, code, strategy }: Form): object {
  const done = makeSignIn({ status: 'complete', created_session_id: 'sess_1' })
  if (identifier !== undefined && identifier !== 'ada@example.com')
    throw fault(422, 'form_identifier_not_found', 'identifier')
  if (path.endsWith('prepare_first_factor')) return makeSignIn(verification(String(strategy)))
  if (path.endsWith('reset_password')) return done
  if (password !== undefined && password !== 'correct-horse')
    throw fault(422, 'form_password_incorrect', 'password')
  if (code !== undefined && code !== '424242') throw fault(422, 'form_code_incorrect', 'code')
  if (strategy === factors.reset.strategy) return makeSignIn({ status: 'needs_new_password' })
  return password === undefined && code === undefined ? makeSignIn() : done
}

function answerSignUp(path: string, { email_address: address, code }: Form): object {
  if (address === 'ada@example.com') throw fault(422, 'form_identifier_exists', 'email_address')
  if (code !== undefined && code !== '424242') throw fault(422, 'form_code_incorrect', 'code')
  if (path.endsWith('attempt_verification'))
    return makeSignUp({ status: 'complete', created_session_id: 'sess_2' })
  const proof = { object: 'verification_otp', status: 'unverified', strategy: 'email_code' } as const
  const verifications = {
    ...makeSignUp().verifications,
    email_address: {
      ...{ ...proof, attempts: 0, expire_at: null },
      ...{ next_action: 'needs_attempt' as const, supported_strategies: [] },
    },
  }
  return makeSignUp({ email_address: String(address), verifications })
}

/** An error as the transport throws it: recognised by its brand. */
function fault(status: number, code: string, param?: string): Error {
  const errors = [{ code, message: code, meta: param === undefined ? {} : { param_name: param } }]
  return Object.assign(new Error(code), { [Symbol.for('keywright.api_error')]: true, status, code, errors })
}
