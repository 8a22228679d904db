import type { Instance } from '../instances/index.ts'

/** The readable part of a new instance's slug; it stands in its development host, so it is a DNS label (RFC 1035 §2.3.1). */
export function slugOf(name: string): string {
  const text = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return text.slice(0, 40).replace(/-+$/, '') || 'app'
}

/** An instance of an application, by its id or by its environment type; the oldest if there are several of a type. */
export function pickInstance(instances: readonly Instance[], envOrId: string): Instance | undefined {
  return (
    instances.find((instance) => instance.id === envOrId) ??
    instances.find((instance) => instance.environmentType === envOrId)
  )
}
