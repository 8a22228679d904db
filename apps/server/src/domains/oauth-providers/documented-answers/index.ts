import type { DocumentedAnswers } from './documented-answer.ts'
import { forDevelopers } from './for-developers.ts'
import { forWork } from './for-work.ts'
import { mostWanted } from './most-wanted.ts'
import { others } from './others.ts'

/** By provider: at least one answer of each, from a page of its vendor. */
export const documentedAnswers: DocumentedAnswers = {
  ...mostWanted,
  ...forDevelopers,
  ...forWork,
  ...others,
}
