/** All that the client asks of the browser it runs in. Tests put their own in its place, with a clock they move. */
export interface Platform {
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Wall clock in milliseconds. It may be wrong, and may jump. */
  now(): number
  /** A clock that never jumps; it may stand still while the machine sleeps. */
  ticks(): number
  random(): number
  /** For names that anybody may know; it protects nothing. */
  sha1(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
  /** Runs something later, and returns how to call it off. */
  schedule(milliseconds: number, run: () => void): () => void
  page: Page
  cookies: CookieJar
  /** Reaches every other tab of the same origin, never the sender. */
  openChannel(name: string, onMessage: (message: unknown) => void): Channel
  /** Absent: the locks of the browser. */
  lock?: Lock
  /** Absent: that of the browser. */
  tabMemory?: TabMemory
}

/** What a tab remembers while it is there, also over a reload. Other tabs do not see it. */
export interface TabMemory {
  read(name: string): string | null
  write(name: string, text: string): void
  /** Whether the page was here before, and is loaded anew: reloaded, or put away by the browser meanwhile. */
  isReload(): boolean
}

/** Runs one at a time among all tabs of the origin. `waited`: another tab held the lock before. */
export type Lock = <Result>(name: string, run: (waited: boolean) => Promise<Result>) => Promise<Result>

export interface Page {
  url(): string
  isVisible(): boolean
  isOnline(): boolean
  /** Leaves for another page. */
  leaveFor(url: string): void
  /** Called whenever the page may have slept: shown, focused, resumed, online again. Returns how to stop. */
  onWake(listener: () => void): () => void
}

export interface CookieJar {
  /** As `document.cookie` reads. */
  read(): string
  /** As `document.cookie` is written: one cookie with its attributes. */
  write(line: string): void
}

export interface Channel {
  post(message: unknown): void
  close(): void
}

/** Resolves after a while. */
export function pause(platform: Pick<Platform, 'schedule'>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    platform.schedule(milliseconds, resolve)
  })
}
