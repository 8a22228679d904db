import { sql } from 'kysely'
import { createCommitWrites } from '../../platform/db/commit-writes.ts'
import { defineStatement } from '../../platform/db/define-statement.ts'
import { behindOthers } from '../../platform/db/join-writes.ts'

/** The channel on which invalidations that end or narrow something are announced. */
export const invalidationChannel = 'keywright_invalidations'

/** A row of `events`, without what the database adds. */
export interface EventRow {
  id: string
  instance_id: string
  type: string
  entity_id: string
  entity_version: number
  data: object
  attributes: object
}

/** A row of `invalidations`, without what the database adds. */
export interface InvalidationRow {
  instance_id: string
  kind: string
  key: string
  version: number
  revoked_version: number | null
  notify: boolean
}

type Recorded = { event: EventRow } | { invalidation: InvalidationRow }

/** Rows as JSON. */
interface Changes {
  events: string
  invalidations: string
  announced: string
}

/** Whoever changes an entity locks it before its invalidation, so that is what this statement waits with. */
const writtenChanges = defineStatement(
  (_db, { events, invalidations, announced }: Changes) => sql`${sql.raw(behindOthers)},
    appended as (
      insert into events (epoch, id, instance_id, type, entity_id, entity_version, data, attributes)
      select event_epoch.epoch, e.id, e.instance_id, e.type, e.entity_id, e.entity_version, e.data, e.attributes
      from event_epoch, json_to_recordset(${events}::json) as e
        (id text, instance_id text, type text, entity_id text, entity_version integer, data jsonb, attributes jsonb)
    ),
    recorded as (
      insert into invalidations (instance_id, kind, key, version, revoked_version, revoked_at)
      select i.instance_id, i.kind, i.key, i.version, i.revoked_version,
        case when i.revoked_version is not null then clock_timestamp() end
      from earlier, json_to_recordset(${invalidations}::json) as i
        (instance_id text, kind text, key text, version integer, revoked_version integer)
      where earlier.done >= 0
      on conflict (instance_id, kind, key) do update set
        version = greatest(invalidations.version, excluded.version),
        -- Neither is undone by a later change that revokes nothing: what is null counts for nothing in both.
        revoked_version = greatest(invalidations.revoked_version, excluded.revoked_version),
        revoked_at = greatest(invalidations.revoked_at, excluded.revoked_at),
        xid = pg_current_xact_id(),
        changed_at = clock_timestamp()
    )
    select pg_notify(${invalidationChannel}, payload) from json_array_elements_text(${announced}::json) as payload
  `,
)

/** Events and invalidations of a transaction are written in one statement before it commits, events in the order they came. */
export const changeLog = createCommitWrites<Recorded, Changes>(writtenChanges, (recorded) => {
  const events = recorded.flatMap((one) => ('event' in one ? [one.event] : []))
  const invalidations = latestOfEach(
    recorded.flatMap((one) => ('invalidation' in one ? [one.invalidation] : [])),
  )
  const announced = invalidations
    .filter(({ notify }) => notify)
    .map(({ instance_id, kind, key, version, revoked_version }) =>
      JSON.stringify([
        instance_id,
        kind,
        key,
        version,
        ...(revoked_version === null ? [] : [revoked_version]),
      ]),
    )
  return {
    events: JSON.stringify(events),
    invalidations: JSON.stringify(invalidations),
    announced: JSON.stringify(announced),
  }
})

/** One row for each entity, always in the same order: who writes two waits for nobody in a circle. */
function latestOfEach(invalidations: readonly InvalidationRow[]): InvalidationRow[] {
  const byName = Map.groupBy(invalidations, ({ instance_id, kind, key }) => `${instance_id} ${kind} ${key}`)
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...rest]]) => (first ? [rest.reduce(merge, first)] : []))
}

function merge(a: InvalidationRow, b: InvalidationRow): InvalidationRow {
  const revoked = [a.revoked_version, b.revoked_version].filter((version) => version !== null)
  return {
    ...a,
    version: Math.max(a.version, b.version),
    revoked_version: revoked.length === 0 ? null : Math.max(...revoked),
    notify: a.notify || b.notify,
  }
}
