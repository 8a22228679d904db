import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import type { Scope } from '../instances/index.ts'
import type { RedirectUrl } from './redirect-url.entity.ts'
import { isRegistrableUrl } from './redirect-urls.policy.ts'
import * as repository from './redirect-urls.repository.ts'

export interface RedirectUrlsDeps {
  db: Db
  clock: Clock
}

export type RedirectUrlsService = ReturnType<typeof createRedirectUrlsService>

/** URLs of native apps to which sign-ins may return. */
export function createRedirectUrlsService({ db, clock }: RedirectUrlsDeps) {
  return {
    async create({ instance }: Scope, url: string): Promise<RedirectUrl> {
      if (!isRegistrableUrl(url)) throw new DomainError('invalid_redirect_url', { param: 'url' })
      const created = await repository.insertRedirectUrl(db, instance.id, {
        id: newId('redirectUrl'),
        url,
        now: clock.now(),
      })
      if (!created) throw new DomainError('duplicate_record', { param: 'url' })
      return created
    },

    list: ({ instance }: Scope, page: repository.PageRequest): Promise<RedirectUrl[]> =>
      repository.listRedirectUrls(db, instance.id, page),

    count: ({ instance }: Scope): Promise<number> => repository.countRedirectUrls(db, instance.id),

    async get({ instance }: Scope, id: string): Promise<RedirectUrl> {
      const found = await repository.findRedirectUrl(db, instance.id, id)
      if (!found) throw new DomainError('resource_not_found')
      return found
    },

    async delete({ instance }: Scope, id: string): Promise<void> {
      if (!(await repository.deleteRedirectUrl(db, instance.id, id)))
        throw new DomainError('resource_not_found')
    },

    /** Whether a sign-in may return to this URL because the operator registered exactly it. */
    isRegistered: ({ instance }: Scope, url: string): Promise<boolean> =>
      repository.hasRedirectUrl(db, instance.id, url),
  }
}
