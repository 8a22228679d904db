/** @jsxImportSource #paint */
import type { PublicOrganization } from '@keywright/js/flows'
import { Picture } from '../user-button/picture.tsx'
import { asPerson } from './switcher-sight.ts'

/** The logo of an organization, which is square; before it, for those who listen, what choosing it does. */
export function OrganizationMark(props: {
  organization: PublicOrganization
  verb?: string | undefined
  slot: (name: string) => string
}) {
  const { organization, verb, slot } = props
  return (
    <>
      {verb && <span class="kw-menu-verb">{verb}</span>}
      <span class="kw-square">
        <Picture person={asPerson(organization)} slot={slot} />
      </span>
    </>
  )
}
