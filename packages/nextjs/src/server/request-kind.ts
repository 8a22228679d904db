/** Whoever looks at the answer: a person who can be sent elsewhere, a server action, or a program. */
export type RequestKind = 'page' | 'action' | 'program'

/** By the same signs as the official package, so that a refusal has the same form there and here. */
export function kindOf({ headers }: Pick<Request, 'headers'>): RequestKind {
  const says = (name: string, text: string) => headers.get(name)?.includes(text) === true
  const destination = headers.get('sec-fetch-dest')
  if (destination === 'document' || destination === 'iframe' || says('accept', 'text/html')) return 'page'
  // The router of the pages folder asks for data with this header.
  if (headers.has('x-nextjs-data')) return 'page'
  const isAction = headers.has('next-action') || says('accept', 'text/x-component')
  if (isAction || (headers.has('next-url') && says('content-type', 'multipart/form-data'))) return 'action'
  // A soft navigation of the app router.
  return headers.has('next-url') ? 'page' : 'program'
}
