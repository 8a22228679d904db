/** Links to sign up with. */
import { describeLinks } from '../support/link-story.ts'

describeLinks('sign-up')
