import type { Db } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import { changeLog } from './change-log.repository.ts'

/** One change, as consumers of the log will read it. */
export interface NewEvent {
  instanceId: string
  type: string
  entityId: string
  /** Grows with every change of the entity, so that a consumer can tell late from new. */
  entityVersion: number
  /** The Backend API's representation after the change. */
  data: object
  /** What is known of the request behind it. */
  attributes?: EventAttributes
}

export interface EventAttributes {
  ip?: string
  userAgent?: string
}

/** Appends to the log, in the transaction of the change itself. Writers never wait for each other here. */
export async function appendEvent(tx: Db, event: NewEvent): Promise<void> {
  await changeLog.add(tx, {
    event: {
      id: newId('event'),
      instance_id: event.instanceId,
      type: event.type,
      entity_id: event.entityId,
      entity_version: event.entityVersion,
      data: event.data,
      attributes: {
        http_request: {
          client_ip: event.attributes?.ip ?? '',
          user_agent: event.attributes?.userAgent ?? '',
        },
      },
    },
  })
}
