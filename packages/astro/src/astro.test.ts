import { describeAdapter } from '@keywright/test-kit/adapter-suite'
import { astroHost } from './testing/astro-host.ts'

describeAdapter(
  astroHost('Astro', {
    'keeps its cookies though the handler fails':
      'an error leaves the middleware, and Astro makes an answer of its own; the next page makes the handshake again',
  }),
)
