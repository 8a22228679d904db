/** The behaviour that every server adapter has in common, told as stories and run against each. */
import { describe } from 'vitest'
import type { AdapterHost } from './adapter-host.ts'
import { setStage } from './stage.ts'
import { tellAddresses } from './stories/addresses.ts'
import { tellApps } from './stories/apps.ts'
import { tellHandshakes } from './stories/handshakes.ts'
import { tellPeople } from './stories/people.ts'

export function describeAdapter(adapter: AdapterHost): void {
  describe(`the shared stories on ${adapter.name}`, () => {
    const stage = setStage(adapter)
    for (const tell of [tellPeople, tellHandshakes, tellAddresses, tellApps]) tell(stage)
  })
}
