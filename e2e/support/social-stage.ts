/** Our components in an app, and providers that the server plays: no account with any of them, no network. */
import { type BundledStage, setBundledStage } from './bundled-stage.ts'
import { callBackend } from './members.ts'

/** Sets the stage for the tests of a file. `settings`: assignments as `keywright config set` takes them. */
export const setSocialStage = (settings: readonly string[] = []): BundledStage =>
  setBundledStage({
    entry: 'e2e/pages/keywright-components.tsx',
    settings,
    async prepare(server) {
      for (const provider of ['google', 'github'])
        await callBackend(server, 'PATCH', `/keywright/oauth_connections/${provider}`, {
          ...{ enabled: true, credentials: 'development' },
        })
    },
  })
