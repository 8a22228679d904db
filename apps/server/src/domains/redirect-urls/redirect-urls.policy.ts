/**
 * Whether a URL may be registered: http, https, or a scheme of a native app (RFC 8252 §7.1). Schemes that run script or
 * read files would turn a redirect into an attack.
 */
export function isRegistrableUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, hostname } = new URL(text)
  if (/^(javascript|data|vbscript|file|blob|about|view-source|mailto):$/.test(protocol)) return false
  if (username !== '' || password !== '') return false
  return !/^https?:$/.test(protocol) || hostname !== ''
}
