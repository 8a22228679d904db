import {
  createBackendTemplateTokenRoute,
  createJwtTemplateRoute,
  deleteJwtTemplateRoute,
  getJwtTemplateRoute,
  listJwtTemplatesRoute,
  updateJwtTemplateRoute,
} from '@keywright/contract'
import type { BackendRouteCase, Tenant } from './route-case.ts'
import { session } from './sessions.route-cases.ts'

const newTemplate = () => ({ name: `template-${Math.random().toString(36).slice(2)}`, claims: { role: 'x' } })

async function template({ app, scope }: Tenant) {
  const { id, name } = await app.services.jwtTemplates.create(scope, newTemplate())
  return { template_id: id, template_name: name }
}

export const jwtTemplateRouteCases: readonly BackendRouteCase[] = [
  { route: listJwtTemplatesRoute },
  { route: createJwtTemplateRoute, body: newTemplate },
  { route: getJwtTemplateRoute, arrange: template },
  { route: updateJwtTemplateRoute, arrange: template, body: newTemplate },
  { route: deleteJwtTemplateRoute, arrange: template },
  {
    route: createBackendTemplateTokenRoute,
    arrange: async (tenant) => ({ ...(await session(tenant)), ...(await template(tenant)) }),
    body: () => ({}),
  },
]
