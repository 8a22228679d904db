/** A form that finds itself on the page a provider leads back to: reads what came of it before the flow begins. */
import type { FlowPorts } from '../flows/flow-ports.ts'
import { runCallback } from '../flows/run-callback.ts'
import { goesOnAt, ssoCallbackContext } from '../flows/sso-callback.flow.ts'
import type { Keywright } from '../interface.ts'

/** Where the flow goes on; `undefined` where somebody is signed in, or the page of the other flow goes on. */
export async function arrive(
  keywright: Keywright,
  kind: 'sign-in' | 'sign-up',
  ports: FlowPorts,
): Promise<string | undefined> {
  await keywright.load()
  // What came of it is read once: a reload finds the flow where it stands.
  history.replaceState(history.state, '', location.href.replace(/#.*/, ''))
  const state = await runCallback(ssoCallbackContext(keywright.clientState ?? null), ports)
  if (state === 'done') return undefined
  const next = goesOnAt(state)
  if (next.kind === kind) return next.part
  const page = next.kind === 'sign-up' ? keywright.buildSignUpUrl() : keywright.buildSignInUrl()
  await keywright.navigate(`${page}${next.part && `#/${next.part}`}`)
  return undefined
}
