import { describeAdapter } from '@keywright/test-kit/adapter-suite'
import { startHost } from './testing/start-host.ts'

const tidied = 'Start itself sends everybody to the address without the doubled slashes, with 308'

describeAdapter({
  ...startHost('TanStack Start'),
  differs: {
    'does not get round a guard: //guarded/page': tidied,
    'does not get round a guard: ///guarded//page': tidied,
    'keeps its cookies though the handler fails':
      'an error leaves no answer to put them on, and the next page is taken through another handshake',
  },
})
