/** A URL of a native app to which sign-ins may return. */
export interface RedirectUrl {
  id: string
  url: string
  createdAt: Date
  updatedAt: Date
}
