/** RFC 6750 §2.1, or the bare token, as official SDKs take it; another scheme is somebody else's. */
export function bearerToken(header: string | null): string | undefined {
  const [scheme, token] = header?.split(' ', 2) ?? []
  if (!token) return scheme || undefined
  return scheme === 'Bearer' ? token : undefined
}
