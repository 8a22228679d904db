import { createRouter, Link } from '@tanstack/react-router'
import { routeTree } from './routeTree.gen'

export const getRouter = () => createRouter({ routeTree, defaultNotFoundComponent: NotFound })

function NotFound() {
  return (
    <>
      <h1>There is no such page</h1>
      <Link to="/">Home</Link>
    </>
  )
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof getRouter>
  }
}
