import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Log } from '../../platform/log/log.ts'
import { postText } from '../../platform/outgoing/outgoing-request.ts'
import { findEventOfVersion, type LogPosition, listEventsAfter, readLogEnd } from '../events/index.ts'
import type { Instance } from '../instances/index.ts'
import { nextAttemptAt, webhookHeaders } from './webhook-delivery.policy.ts'
import * as repository from './webhooks.repository.ts'
import type { WebhooksService } from './webhooks.service.ts'

export interface WebhookDeliveryDeps {
  db: Db
  clock: Clock
  log: Log
  webhooks: Pick<WebhooksService, 'ensure' | 'openSecret'>
  directory: { all(): readonly PostingInstance[] }
  /** Whether a connection may be made to this address. */
  mayReach: (address: string) => boolean
  /** How long a run waits for receivers; those who take longer are served on beside the next ones. */
  patienceMs?: number
}

export type PostingInstance = Pick<Instance, 'id' | 'settings' | 'settingsVersion'>

const millisecondsMax = 15_000
/** Longer than a receiver may keep us waiting, so that no event is posted by two processes at once. */
const leaseMs = millisecondsMax * 2
const planSize = 500
const batchSize = 10
const keepFailedMs = 30 * 86_400_000

/**
 * Posts events to the addresses in the settings: what is new in the log is put on a list, and what is on the list is posted
 * until it is received. At least once, in no promised order.
 */
export function createWebhookDelivery(deps: WebhookDeliveryDeps) {
  const { db, clock, log, webhooks, directory, mayReach, patienceMs = 5_000 } = deps
  /** What is being done, by instance. */
  const underWay = new Map<string, Promise<void>>()
  /** Versions of settings in which nothing is posted, and that was seen to. */
  const silenced = new Map<string, number>()

  /** Begins behind the change of the settings that switched it on; while that cannot be read yet, with what cannot either. */
  async function findStart(tx: Db, { id, settingsVersion }: PostingInstance): Promise<LogPosition> {
    const change = { type: 'instance.updated', entityVersion: settingsVersion }
    return (await findEventOfVersion(tx, id, change)) ?? (await readLogEnd(tx))
  }

  /** Puts the next events of the log on the list; returns whether there may be more. */
  function planNext(instance: PostingInstance): Promise<boolean> {
    const { id, settings } = instance
    return db.transaction().execute(async (tx) => {
      const endpoint = await repository.lockEndpoint(tx, id)
      if (!endpoint) return false
      const from = endpoint.position ?? (await findStart(tx, instance))
      const events = await listEventsAfter(tx, id, from, planSize)
      const wanted = events.filter(({ type }) => settings.webhooks.events.some((name) => name === type))
      await repository.insertDeliveries(tx, id, wanted, clock.now())
      const last = events.at(-1) ?? from
      if (last !== endpoint.position) await repository.savePosition(tx, id, last, clock.now())
      return events.length === planSize
    })
  }

  async function post(
    instance: PostingInstance,
    secret: string,
    delivery: repository.Delivery,
  ): Promise<void> {
    const now = clock.now()
    try {
      const body = JSON.stringify(toEventBody(delivery))
      const timestampSeconds = Math.floor(now.getTime() / 1000)
      const headers = webhookHeaders({ id: delivery.eventId, timestampSeconds, body }, secret)
      const { url } = instance.settings.webhooks
      await postText(url, { headers, body, millisecondsMax, mayReach })
      await repository.deleteDelivery(db, delivery)
    } catch (error) {
      const failure = error instanceof Error ? error.message.slice(0, 200) : 'unknown'
      const again = nextAttemptAt(delivery.attempts, now)
      // The address stays out of the log: its path may be a secret of the receiver.
      log.warn(
        { event: delivery.eventId, attempts: delivery.attempts, failure, again },
        'webhook not delivered',
      )
      await repository.postponeDelivery(db, delivery, { nextAttemptAt: again, failure, now })
    }
  }

  async function postDue(instance: PostingInstance): Promise<number> {
    const now = clock.now()
    const leaseUntil = new Date(now.getTime() + leaseMs)
    const due = await repository.claimDueDeliveries(db, instance.id, { now, leaseUntil, limit: batchSize })
    if (due.length === 0) return 0
    const sealed = await repository.findSecret(db, instance.id)
    if (!sealed) return 0
    const secret = webhooks.openSecret(instance, sealed)
    await Promise.all(due.map((delivery) => post(instance, secret, delivery)))
    return due.length
  }

  /** What happens while nothing is posted is not made up for. */
  async function silence({ id, settingsVersion }: PostingInstance): Promise<void> {
    if (silenced.get(id) === settingsVersion) return
    await db.transaction().execute((tx) => repository.forgetPosition(tx, id))
    silenced.set(id, settingsVersion)
  }

  async function runFor(instance: PostingInstance): Promise<void> {
    if (instance.settings.webhooks.url === '') return await silence(instance)
    await webhooks.ensure(instance)
    while (await planNext(instance));
    while ((await postDue(instance)) === batchSize);
  }

  /** One run for each instance at a time. */
  function begin(instance: PostingInstance): Promise<void> {
    const work = underWay.get(instance.id) ?? runFor(instance).finally(() => underWay.delete(instance.id))
    underWay.set(instance.id, work)
    return work
  }

  return {
    /** Posts all that is due now. A receiver that keeps one instance waiting keeps no other one waiting. */
    async run(): Promise<void> {
      const all = Promise.allSettled(directory.all().map(begin)).then((results) => {
        const failed = results.find((result) => result.status === 'rejected')
        if (failed) throw failed.reason
      })
      const patience = new AbortController()
      const over = sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)
      await Promise.race([all, over]).finally(() => patience.abort())
    },

    /** Waits for what is being posted. */
    settle: async (): Promise<void> => void (await Promise.allSettled(underWay.values())),

    /** Forgets events that were given up a month ago. */
    purge: (instanceId: string): Promise<void> =>
      repository.deleteFailedBefore(db, instanceId, new Date(clock.now().getTime() - keepFailedMs)),
  }
}

/** Wire contract 14. */
function toEventBody({ instanceId, type, data, attributes, occurredAt }: repository.Delivery) {
  return {
    object: 'event',
    type,
    data,
    timestamp: occurredAt.getTime(),
    instance_id: instanceId,
    event_attributes: attributes,
  }
}
