/** Run once before tests that install what is published: packs every package, and says where the files are. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { packAll } from '../tools/pack.ts'
import { setup as findBrowser } from './global-setup.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed files, by the name of their package. */
    packed: Record<string, string>
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await findBrowser()
  const folder = await mkdtemp(join(tmpdir(), 'keywright-packages-'))
  project.provide('packed', await packAll(folder))
  return () => rm(folder, { recursive: true, force: true })
}
