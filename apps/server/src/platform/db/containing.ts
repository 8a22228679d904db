/** The right side of `column like`: wherever this text stands. It is data: `%` and `_` in it match only themselves. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
