/** The code a mail is about, if it is about one. */
export function findCode(subject: string, text: string): string | null {
  return (/\b\d{6}\b/.exec(subject) ?? /^\s*(\d{6})\s*$/m.exec(text))?.[0].trim() ?? null
}

/** The http and https links of a text, each once. */
export function findLinks(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"]+/g) ?? []
  const links = found.map((link) => link.replace(/[.,;:!?)]+$/, '')).filter((link) => URL.canParse(link))
  return [...new Set(links)]
}
