import type { SessionClaims } from '@keywright/tokens'
import type { AuthReason } from './auth-reason.ts'

/** Where a request stands: at an end, or before something that has to be asked first. */
export type Decision =
  | { kind: 'signed-in'; token: string; claims: SessionClaims; headers?: Headers }
  | { kind: 'signed-out'; reason: AuthReason; message?: string; headers?: Headers }
  /** To the Frontend API and back, or to `location`; who cannot be redirected is signed out for the same reason. */
  | { kind: 'handshake'; reason: AuthReason; message?: string; location?: string }
  | { kind: 'verify'; token: string }
  | { kind: 'refresh'; token: string; refreshToken: string; sessionId: string; message: string }

export const signedOut = (reason: AuthReason, message = ''): Decision => ({
  kind: 'signed-out',
  reason,
  message,
})
export const handshake = (reason: AuthReason, message = ''): Decision => ({
  kind: 'handshake',
  reason,
  message,
})
