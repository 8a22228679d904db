import type { FormatMessage } from './message-format.ts'

/** As much of a message format as a first step needs: names, and nothing that depends on a number. */
export const fillMessage: FormatMessage = (message, values) =>
  message.replace(/\{(\w+)\}/g, (written, name) => String(values[name] ?? written))
