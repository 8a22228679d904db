/** Where to go with the personal account. In Clerk’s own form a function is told the user. */
export type PersonalUrl = string | ((user: { id: string }) => string)

export const personalUrl = (url: PersonalUrl | undefined, userId: string): string | undefined =>
  typeof url === 'function' ? url({ id: userId }) : url?.replace(':id', userId)
