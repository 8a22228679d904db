import { describeAdapter } from '@keywright/test-kit/adapter-suite'
import { fastifyHost } from './testing/fastify-host.ts'

describeAdapter(fastifyHost('Fastify 5'))
describeAdapter(fastifyHost('Fastify 5, before the body is read', { hookName: 'onRequest' }))
