import { describeExample } from '../support/example-story.ts'

describeExample('keywright-embedded')
