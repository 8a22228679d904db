/**
 * The servers of this process. They are held by the process and not by a module: a development server loads an app's modules
 * anew with each change, and a framework may put the same module into several bundles.
 */
import { createEmbeddedServer, type EmbeddedServer } from './embedded-server.ts'
import type { EmbeddedSettings } from './options.ts'

interface Place {
  server: EmbeddedServer
  fingerprint: string
}

const registry = Symbol.for('@keywright/server/embedded')

function places(): Map<string, Place> {
  const holder = globalThis as { [registry]?: Map<string, Place> }
  holder[registry] ??= new Map()
  return holder[registry]
}

/** Finds the server whenever it is needed: a change of the options may have put another one in its place. */
export type FindServer = () => EmbeddedServer

/**
 * The one server for a database, a schema and an address. With the same options it is the one that is there; with others it
 * takes the place of that one, which ends.
 */
export function claimServer(settings: EmbeddedSettings): FindServer {
  const key = JSON.stringify([settings.target, settings.publicUrl])
  const fingerprint = JSON.stringify([settings.config, settings.environment])
  const there = places().get(key)
  if (there && !there.server.isClosed && there.fingerprint === fingerprint) return finder(key, there)
  const place = { server: createEmbeddedServer(settings), fingerprint }
  places().set(key, place)
  there?.server
    .close()
    .catch((error: unknown) =>
      place.server.log.warn({ err: error }, 'the server before did not end in order'),
    )
  return finder(key, place)
}

function finder(key: string, own: Place): FindServer {
  return () => (places().get(key) ?? own).server
}
