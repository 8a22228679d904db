import { describeAdapter } from '@keywright/test-kit/adapter-suite'
import { h3Host } from './testing/h3-host.ts'

describeAdapter(h3Host('h3 1, as in Nuxt 4'))
