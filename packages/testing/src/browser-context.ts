/** As much of Playwright as is used here: pages and contexts of `@playwright/test` and of `playwright-core` both fit. */
export interface TestPage {
  context(): TestContext
  url(): string
  reload(): Promise<unknown>
}

export interface TestContext {
  readonly request: {
    fetch(
      url: string,
      options: { method: string; form?: Form; headers: Form; maxRedirects: number },
    ): Promise<Answer>
  }
  route(url: RegExp, handler: (route: Route) => Promise<unknown>): Promise<unknown>
  cookies(url: string): Promise<{ name: string }[]>
  addCookies(cookies: { name: string; value: string; url: string }[]): Promise<void>
  clearCookies(options: { name: RegExp }): Promise<void>
}

export type Form = { [name: string]: string }

interface Answer {
  status(): number
  text(): Promise<string>
}

interface Route {
  request(): { url(): string }
  continue(overrides: { url: string }): Promise<void>
}
