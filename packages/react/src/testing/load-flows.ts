import { createFlow } from '@keywright/js/elements'
import { createFakeKeywright } from '@keywright/test-kit/fake-keywright'
import { vi } from 'vitest'
import { environment } from './environment.ts'

/** Flows are loaded when they are needed; tests that count turns begin with all of them there. */
export async function loadFlows(): Promise<void> {
  for (const name of ['signIn', 'signUp'] as const) {
    const fake = createFakeKeywright()
    fake.answer('/v1/environment', 200, environment)
    const flow = createFlow(fake.keywright, name, () => ({ routing: 'none' }))
    const stop = flow.subscribe(() => undefined)
    await vi.waitUntil(() => flow.get().context, { timeout: 10_000 })
    stop()
  }
}
