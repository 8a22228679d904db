import type { EnvironmentState, Keywright } from './interface.ts'

/** Loads the client, and resolves once it is known what the instance asks for, however late. */
export async function heardEnvironment(keywright: Keywright): Promise<EnvironmentState> {
  await keywright.load()
  return (
    keywright.environment ??
    new Promise((resolve) => {
      const stop = keywright.on('environment', (environment) => {
        stop()
        resolve(environment)
      })
    })
  )
}
