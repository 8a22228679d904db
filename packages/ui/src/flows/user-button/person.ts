import type { AccountChoice } from '@keywright/js/flows'

/** Whose picture is shown: as much as a client, or a token, tells. */
export type Person = Pick<AccountChoice, 'name' | 'identifier' | 'imageUrl'>

export const titleOf = ({ name, identifier }: Person): string => name || identifier
