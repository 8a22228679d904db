import { describeAdapter } from '@keywright/test-kit/adapter-suite'
import { createRequestHandler } from 'react-router'
import { createRequestHandler as createRequestHandler7 } from 'react-router-7'
import { type CreateRequestHandler, reactRouterHost } from './testing/react-router-host.ts'

describeAdapter(reactRouterHost('React Router 8', createRequestHandler))
describeAdapter(reactRouterHost('React Router 7', createRequestHandler7 as unknown as CreateRequestHandler))
