/** What a section of an organization saves: its name, its end, and that of a membership. Each is a `sectionFlow`. */
import { imageFlow } from '../profile/picture.flow.ts'
import { mistyped, type Save } from '../profile/section.flow.ts'

const pathOf = (organizationId: string) => `/v1/organizations/${organizationId}`

/** A slug that is left out stays as it is. */
export const saveOrganization =
  (organizationId: string): Save =>
  async ({ name = '', slug }, { api }) => {
    const form = { name: name.trim(), slug: slug?.trim() }
    await api.send({ method: 'PATCH', path: pathOf(organizationId), form })
    return undefined
  }

export const leaveOrganization =
  (organizationId: string): Save =>
  async (_, { api, leave }) => {
    await api.send({ method: 'DELETE', path: `/v1/me/organization_memberships/${organizationId}` })
    await leave()
    return undefined
  }

/** `word`, its name, has to be typed: nobody deletes an organization by a slip. */
export const deleteOrganization =
  (organizationId: string): Save =>
  async ({ confirmation = '', word = '' }, { api, leave }) => {
    if (confirmation.trim() !== word.trim()) return mistyped
    await api.send({ method: 'DELETE', path: pathOf(organizationId) })
    await leave()
    return undefined
  }

export const logoFlow = (organizationId: string): ReturnType<typeof imageFlow> =>
  imageFlow('PUT', `${pathOf(organizationId)}/logo`)
