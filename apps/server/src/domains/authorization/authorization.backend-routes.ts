import { type AuthorizationDecision, explainAuthorizationRoute } from '@keywright/contract'
import type { AuthorizationExplanation, AuthorizationQuestion } from '@keywright/tokens/explain-authorization'
import type { z } from 'zod'
import { DomainError } from '../../platform/domain-error.ts'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { AuthorizationService, Explained } from './authorization.service.ts'

type Body = z.output<typeof explainAuthorizationRoute.body>

/** Backend API of why somebody may do something, or may not. */
export function authorizationBackendRoutes(
  router: Router<BackendScope>,
  authorization: AuthorizationService,
): void {
  router.mount(explainAuthorizationRoute, async ({ body }, scope) => {
    requireOneWay(body)
    const { session_token: token, user_id: userId, organization_id: organizationId = null } = body
    const question = toQuestion(body)
    if (token !== undefined) return toResource(await authorization.explainToken(scope, token, question))
    if (userId === undefined) throw missing('session_token')
    // When a user was last verified is known of a session alone.
    if (question.reverification !== undefined) throw missing('session_token')
    return toResource(await authorization.explainMember(scope, { userId, organizationId }, question))
  })
}

/** Whom the question is about is told by a token, or by ids. */
function requireOneWay(body: Body): void {
  if (body.session_token === undefined) return
  for (const param of ['user_id', 'organization_id'] as const)
    if (body[param] != null) throw new DomainError('form_conditional_param_disallowed', { param })
}

const missing = (param: string) => new DomainError('form_conditional_param_missing', { param })

function toQuestion({ role, permission, reverification }: Body): AuthorizationQuestion {
  const wish =
    typeof reverification === 'object'
      ? { level: reverification.level, afterMinutes: reverification.after_minutes }
      : reverification
  const question = { role, permission, reverification: wish }
  if (Object.values(question).every((value) => value === undefined)) throw missing('permission')
  return question
}

function toResource(explained: Explained) {
  const { userId, organizationId, sessionId, source, decision, present } = explained
  return {
    object: 'authorization_explanation' as const,
    ...toDecision(decision),
    ...{ user_id: userId, organization_id: organizationId, session_id: sessionId, source },
    present: present && toDecision(present),
  }
}

function toDecision(explanation: AuthorizationExplanation): z.input<typeof AuthorizationDecision> {
  const { decidedBy, ...decision } = explanation
  return { ...decision, decided_by: decidedBy }
}
