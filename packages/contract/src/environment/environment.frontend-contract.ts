import { defineRoute } from '../define-route.ts'
import { AccountPortal, Environment } from './environment.schema.ts'

export const getEnvironmentRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getEnvironment',
  method: 'get',
  path: '/v1/environment',
  summary: 'Read what an app must know of its instance',
  auth: 'public',
  envelope: 'bare',
  output: Environment,
  errors: ['host_invalid'],
})

export const updateEnvironmentRoute = defineRoute({
  audience: 'frontend',
  operationId: 'updateEnvironment',
  method: 'patch',
  path: '/v1/environment',
  summary: 'Read it as a development app does: the server remembers the app’s origin',
  auth: 'public',
  envelope: 'bare',
  output: Environment,
  errors: ['host_invalid'],
})

export const getAccountPortalRoute = defineRoute({
  audience: 'frontend',
  operationId: 'getAccountPortal',
  method: 'get',
  path: '/v1/account_portal',
  summary: 'Read where the hosted pages lead',
  auth: 'public',
  envelope: 'bare',
  output: AccountPortal,
  errors: ['host_invalid'],
})
