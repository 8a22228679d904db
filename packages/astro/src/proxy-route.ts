/** Astro runs no middleware where there is no route. What the middleware does not forward is not there. */
export const prerender = false

export const ALL = (): Response => new Response(null, { status: 404 })
