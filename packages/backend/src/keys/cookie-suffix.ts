const suffixes = new Map<string, string>()
const suffixesMax = 100

/**
 * Tells the cookies of several instances on one host apart: the first eight letters of the SHA-1 of the exact text of the key
 * (wire contract 1.2). Nothing is secured by it, so the age of SHA-1 does not matter. A promise only the first time.
 */
export function cookieSuffixOf(publishableKey: string): string | Promise<string> {
  return suffixes.get(publishableKey) ?? computeSuffix(publishableKey)
}

async function computeSuffix(publishableKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(publishableKey))
  const text = btoa(String.fromCharCode(...new Uint8Array(digest)))
  const suffix = text.replaceAll('+', '-').replaceAll('/', '_').slice(0, 8)
  if (suffixes.size >= suffixesMax) suffixes.clear()
  suffixes.set(publishableKey, suffix)
  return suffix
}
