import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Scope } from '../instances/index.ts'
import type { MembershipsService } from '../organizations/index.ts'
import type { StatusPage, Suggestion, SuggestionStatus } from './membership-request.entity.ts'
import { insertRequest } from './membership-requests.repository.ts'
import * as repository from './suggestions.repository.ts'

export interface SuggestionsDeps {
  db: Db
  clock: Clock
  memberships: Pick<MembershipsService, 'lockIn'>
}

export type SuggestionsService = ReturnType<typeof createSuggestionsService>

/** Organizations that users could ask to join, because of the domain of an address of theirs. */
export function createSuggestionsService({ db, clock, memberships }: SuggestionsDeps) {
  /** Somebody else's is as good as none. */
  async function get({ instance }: Scope, userId: UserId, id: string, from: Db = db): Promise<Suggestion> {
    const suggestion = await repository.findSuggestion(from, instance.id, userId, id)
    if (!suggestion) throw new DomainError('resource_not_found')
    return suggestion
  }

  function requireOpen({ status }: Suggestion): void {
    if (status === 'completed') throw new DomainError('already_a_member_in_organization')
    if (status === 'accepted') throw new DomainError('organization_suggestion_already_accepted')
  }

  return {
    async list({ instance }: Scope, userId: UserId, page: StatusPage<SuggestionStatus>) {
      const suggestions = await repository.listSuggestions(db, instance.id, userId, page)
      const total = await repository.countSuggestions(db, instance.id, userId, page.statuses)
      return { suggestions, total }
    },

    /** The user asks to join: those who manage the members decide. */
    async accept(scope: Scope, userId: UserId, id: string): Promise<Suggestion> {
      const { instance } = scope
      const { organization } = await get(scope, userId, id)
      return await db.transaction().execute(async (tx) => {
        await memberships.lockIn(tx, scope, organization.id)
        requireOpen(await get(scope, userId, id, tx))
        const now = clock.now()
        const request = { id: newId('organizationMembershipRequest'), userId }
        await insertRequest(tx, instance.id, { ...request, organizationId: organization.id }, now)
        const place = { organizationId: organization.id, userIds: [userId] }
        await repository.setSuggestionStatus(tx, instance.id, place, 'accepted', now)
        return await get(scope, userId, id, tx)
      })
    },
  }
}
