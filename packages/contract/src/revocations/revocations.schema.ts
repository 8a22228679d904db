import { z } from 'zod'

/**
 * What tokens can be made worthless by.
 * `session`, `user`: the ids in `sid` and `sub`, whose versions the token carries in `kwv` (session first, then user).
 * `membership`: the id of the active organization, `/` and `sub`; the version of the membership comes third in `kwv`.
 * `organization`: the id of the active organization, when it is deleted: any entry refuses all tokens that name it.
 * `signing_key`: the `kid` of the token's header. Tokens carry no version of their key, so any entry refuses them all.
 * A reader leaves kinds it does not know alone: it has no tokens of that kind.
 */
export const RevocationKind = z.enum(['session', 'user', 'membership', 'organization', 'signing_key'])

/**
 * Tokens of this session, user or key with a LOWER version are refused; a token that carries no version has version 0. Versions
 * only grow, so of two entries about the same thing the greater one counts, in whatever order they come, and hearing one twice
 * does nothing. No clocks are compared.
 *
 * Refused is not signed out: a change of password refuses the tokens of sessions that go on. A refused token is treated as one
 * that has expired, so the browser is sent for another, and gets one if its session goes on.
 */
export const Revocation = z
  .object({ kind: RevocationKind, id: z.string(), version: z.number().int().min(0) })
  .meta({ id: 'Revocation' })

export type Revocation = z.output<typeof Revocation>

/**
 * How old a token may be, in seconds since its `iat`, for the feed to speak of it: every revocation that concerns a younger one
 * is in the whole set, or came since. At least the life of session tokens; less only when there were more revocations than a set
 * may have, or the life was raised a moment ago. A token that is older than both this and 65 seconds is refused as if it had
 * expired. Entries may be forgotten `covers_seconds` + 60 seconds after they were heard. Of several values the latest counts.
 */
const coversSeconds = z.number().int().min(0)

/** Opaque: where a reader is in the feed of its instance. At most 200 characters. */
const cursor = z.string()

/** The answer of the poll form. It proves what was so when the request was sent: everything committed until then is in it. */
export const RevocationPage = z
  .object({
    object: z.literal('revocation_page'),
    /**
     * True: the entries are the whole set, because no cursor was given, or one that is no longer good for anything (too old,
     * another instance's, of a database that was restored, unreadable). What was held before may stay, but proves nothing.
     * False: what came since the cursor, some of it perhaps for the second time.
     */
    reset: z.boolean(),
    entries: z.array(Revocation),
    cursor,
    covers_seconds: coversSeconds,
  })
  .meta({ id: 'RevocationPage' })

export type RevocationPage = z.output<typeof RevocationPage>

/** `revocations`: entries, in frames of a few thousand at most. The only frame without an id. */
export const RevocationFrame = z.object({ entries: z.array(Revocation) }).meta({ id: 'RevocationFrame' })

/**
 * `ready`: the reader now has all that was committed when it connected; before this frame it has a part of it. The frame's id
 * is the cursor. `reset` as in `RevocationPage`: whether what came before this frame is the whole set.
 */
export const RevocationReady = z
  .object({ reset: z.boolean(), covers_seconds: coversSeconds })
  .meta({ id: 'RevocationReady' })

/**
 * `heartbeat`: once a second, but only while the server hears its database. Everything committed until `proof_age_ms`
 * milliseconds before this frame was written is in the frames before it, so the reader's proof is that much older than the
 * frame's arrival. The frame's id is the cursor. A stream on which none comes for three seconds proves nothing any more.
 */
export const RevocationHeartbeat = z
  .object({ proof_age_ms: z.number().int().min(0), covers_seconds: coversSeconds })
  .meta({ id: 'RevocationHeartbeat' })

/** The frames of the stream by their event names. Readers leave names they do not know alone. */
export const revocationEvents = {
  revocations: RevocationFrame,
  ready: RevocationReady,
  heartbeat: RevocationHeartbeat,
} as const

/** So many entries a whole set has at most, the newest ones. A reader that holds more connects again without a cursor. */
export const revocationsMax = 100_000
