/** The picture of a user, or the logo of an organization: chosen, looked at, then saved. `picture.flow.md` is its picture. */
import { failureOf } from '../failure.ts'
import type { MachineDefinition, Step } from '../machine.ts'
import { type ProfilePorts, unlessCancelled } from './profile-ports.ts'

export type PictureState = 'shown' | 'chosen'
export type PictureEvent =
  | { type: 'CHOOSE'; file: Blob }
  | { type: 'SAVE' }
  | { type: 'REMOVE' }
  | { type: 'CANCEL' }

export interface PictureContext {
  file: Blob | null
}

/** What the server takes; it looks at the content again. */
export const pictureTypes: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]
const pictureBytesMax = 10 * 1024 * 1024

type PictureStep = Step<PictureState, PictureContext>

/** A file that cannot be taken is refused before it travels; one that was chosen already stays. */
function choose(context: PictureContext, { file }: Extract<PictureEvent, { type: 'CHOOSE' }>): PictureStep {
  const code = pictureFault(file)
  if (!code) return { to: 'chosen', set: { file } }
  return { to: context.file ? 'chosen' : 'shown', error: failureOf(code) }
}

/** Why a file cannot be taken. */
export function pictureFault({ type, size }: Blob): string | undefined {
  if (!pictureTypes.includes(type)) return 'image_type_not_supported'
  return size > pictureBytesMax ? 'image_too_large' : undefined
}

const shown: PictureStep = { to: 'shown', set: { file: null } }
const CHOOSE = { to: ['chosen', 'shown'], move: choose } as const

/** `method`: how a picture is saved; it is removed at the same place. */
export const imageFlow = (
  method: 'POST' | 'PUT',
  path: string,
): MachineDefinition<PictureState, PictureContext, PictureEvent, ProfilePorts> => ({
  home: () => 'shown',
  states: {
    shown: {
      part: null,
      on: {
        CHOOSE,
        REMOVE: {
          to: ['shown'],
          call: (_, __, { api }) => unlessCancelled(api.send({ method: 'DELETE', path }).then(() => shown)),
        },
      },
    },
    chosen: {
      part: null,
      on: {
        CHOOSE,
        SAVE: {
          to: ['shown'],
          call: ({ file }, _, { api }) =>
            unlessCancelled(api.send({ method, path, ...(file && { file }) }).then(() => shown)),
        },
        CANCEL: { to: ['shown'], move: () => shown },
      },
    },
  },
  refusals: {},
})

export const pictureFlow: ReturnType<typeof imageFlow> = imageFlow('POST', '/v1/me/profile_image')
