import { tokenCategories } from '@keywright/tokens'

/** Payloads of handshakes carry it, and nothing else does. */
const ignoredCategory = 'cl_I7d4PD111III'

/** A session's token, or a handshake's; absent is a session's, by tradition (wire contract 5.1). */
export function isSessionCategory(cat: unknown): boolean {
  return cat === undefined || cat === tokenCategories.session || cat === ignoredCategory
}
