import { describeAdapter } from '@keywright/test-kit/adapter-suite'
import { afterAll, beforeAll, vi } from 'vitest'
import { nextHost } from './testing/next-host.ts'

// The keys of these stories are options of the middleware, and differ from request to request.
beforeAll(() => void vi.stubEnv('KEYWRIGHT_ENCRYPTION_KEY', 'an encryption key'))
afterAll(() => void vi.unstubAllEnvs())

describeAdapter({
  ...nextHost('Next.js'),
  statuses: { page: 307, program: 404 },
  differs: {
    'that is a program gets 401 in JSON where members only may be':
      '404, as the official package does it: `auth.protect()` does not say that there is something',
    'that fills a form gets 401 too, since the form would be lost':
      '307: what a browser shows as a page is a page, also as the answer to a form',
  },
})
