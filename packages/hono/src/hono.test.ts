import { describeAdapter } from '@keywright/test-kit/adapter-suite'
import { honoHost } from './testing/hono-host.ts'

describeAdapter(honoHost('Hono 4'))
