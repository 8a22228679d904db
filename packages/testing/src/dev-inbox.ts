/** Reads the mails that a development server keeps instead of sending them. */

export interface InboxMail {
  id: string
  to: string
  template: string
  subject: string
  text: string
  html: string
  created_at: number
}

export interface DevInbox {
  /** The mails to an address, newest first; all of them without one. */
  list(to?: string): Promise<InboxMail[]>
  /** Waits for the next mail to an address that has not been returned here before. */
  next(to: string): Promise<InboxMail>
  /** The code in the next mail to an address. */
  nextCode(to: string): Promise<string>
  /** The first link in the next mail to an address. */
  nextLink(to: string): Promise<string>
}

const waitMillisecondsMax = 15_000

/** The inbox of the server at a URL. */
export function createDevInbox(url: string): DevInbox {
  const returned = new Set<string>()

  async function list(to?: string): Promise<InboxMail[]> {
    const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`
    const response = await fetch(`${url}/dev/inbox.json${query}`)
    if (!response.ok) throw new Error(`Keywright: the dev inbox answers ${response.status}.`)
    return ((await response.json()) as { data: InboxMail[] }).data
  }

  async function next(to: string): Promise<InboxMail> {
    const deadline = Date.now() + waitMillisecondsMax
    while (Date.now() < deadline) {
      const mail = (await list(to)).findLast(({ id }) => !returned.has(id))
      if (mail) {
        returned.add(mail.id)
        return mail
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`Keywright: no mail to ${to} came in time.`)
  }

  return {
    list,
    next,
    nextCode: async (to) => findIn(await next(to), /\b\d{6}\b/),
    nextLink: async (to) => findIn(await next(to), /https?:\/\/[^\s"<>]+/),
  }
}

function findIn(mail: InboxMail, pattern: RegExp): string {
  const found = pattern.exec(mail.text)?.[0]
  if (found === undefined)
    throw new Error(`Keywright: "${mail.subject}" has nothing like ${pattern}.\n${mail.text}`)
  return found
}
