/** What the tabs of one browser tell each other, so that all show the same person and one of them asks the server. */
import type { ClientState } from '../flows/flow-api.ts'
import type { Platform } from '../platform/platform.ts'
import type { SharedToken } from '../tokens/token-cache.ts'

export interface ClientNews {
  client: ClientState | null
  /** Only when a tab has made another session the active one. */
  activeSessionId?: string | null
}

interface Message {
  /** The URL of the server: another one's clients are none of ours. */
  from: string
  /** When it was sent, by the clock that all tabs share: a tab that sleeps reads it late. */
  at: number
  news?: ClientNews
  token?: SharedToken
}

export interface TabSyncDeps {
  platform: Pick<Platform, 'openChannel' | 'now'>
  channelName: string
  frontendUrl: string
  onNews(news: ClientNews): void
  onToken(token: SharedToken): void
}

export interface TabSync {
  tellNews(news: ClientNews): void
  tellToken(token: SharedToken): void
  close(): void
}

export function createTabSync({ platform, channelName, frontendUrl, onNews, onToken }: TabSyncDeps): TabSync {
  const channel = platform.openChannel(channelName, (data) => {
    // Any script of this origin may post here, older versions of this one included.
    const message = data as Partial<Message> | null
    if (message?.from !== frontendUrl) return
    if (message.news) onNews(message.news)
    const { at = 0, token } = message
    const underWaySeconds = Math.max(platform.now() - at, 0) / 1000
    if (token) onToken({ ...token, ageSeconds: token.ageSeconds + underWaySeconds })
  })
  const post = (content: Pick<Message, 'news' | 'token'>) =>
    channel.post({ from: frontendUrl, at: platform.now(), ...content } satisfies Message)
  return {
    tellNews: (news) => post({ news }),
    tellToken: (token) => post({ token }),
    close: () => channel.close(),
  }
}
