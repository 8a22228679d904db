/** Every Backend route with how to call it. A new domain adds its list here. */
import { emailAddressRouteCases } from './email-addresses.route-cases.ts'
import type { BackendRouteCase } from './route-case.ts'
import { userRouteCases } from './users.route-cases.ts'

export const backendRouteCases: readonly BackendRouteCase[] = [...userRouteCases, ...emailAddressRouteCases]
