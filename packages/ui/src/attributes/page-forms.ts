/** Brings the forms of a page with a script tag to life; the tag has put its client into the page before it asks for this. */
import type { Keywright } from '@keywright/js'
import { bindForms } from './index.ts'

const { Keywright: keywright } = globalThis as { Keywright?: Keywright }
if (keywright) bindForms(keywright)
