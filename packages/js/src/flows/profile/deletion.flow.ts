/** The end of an account: what it takes along is shown first. `deletion.flow.md` is its picture. */
import type { DeletionPreviewResource } from '@keywright/contract'
import type { z } from 'zod'
import type { MachineDefinition, Step } from '../machine.ts'
import { toFailure } from '../to-failure.ts'
import { type ProfilePorts, unlessCancelled } from './profile-ports.ts'
import { mistyped, type SectionEvent, type SectionState } from './section.flow.ts'

export type DeletionPreview = z.output<typeof DeletionPreviewResource>

export interface DeletionContext {
  /** What deleting the account would do. */
  preview: DeletionPreview | undefined
}

type DeletionStep = Step<SectionState, DeletionContext>

async function look({ api }: ProfilePorts): Promise<DeletionStep> {
  const preview = await api.send<DeletionPreview>({ method: 'GET', path: '/v1/me/deletion_preview' })
  return { to: 'open', set: { preview } }
}

/** `word` has to be typed: nobody deletes an account by a slip. */
async function deleteAccount(
  { confirmation = '', word = '' }: Readonly<Record<string, string>>,
  ports: ProfilePorts,
): Promise<DeletionStep> {
  if (confirmation.trim().toLowerCase() !== word.toLowerCase()) return { to: 'open', error: mistyped }
  try {
    await ports.api.send({ method: 'DELETE', path: '/v1/me' })
  } catch (thrown) {
    // Somebody has left meanwhile: what is in the way now is shown.
    if (toFailure(thrown).code === 'organization_minimum_permissions_needed') return await look(ports)
    throw thrown
  }
  await ports.leave()
  return { to: 'closed' }
}

export const deletionFlow: MachineDefinition<SectionState, DeletionContext, SectionEvent, ProfilePorts> = {
  home: () => 'closed',
  states: {
    closed: { part: null, on: { OPEN: { to: ['open'], call: (_, __, ports) => look(ports) } } },
    open: {
      part: null,
      on: {
        CANCEL: { to: ['closed'] },
        SUBMIT: {
          to: ['closed'],
          call: (_, { values }, ports) => unlessCancelled(deleteAccount(values, ports)),
        },
      },
    },
  },
  refusals: {},
}
