/** Links to sign in with. `npm run test:browser-matrix` has those to sign up with as well. */
import { describeLinks } from '../support/link-story.ts'

describeLinks('sign-in')
