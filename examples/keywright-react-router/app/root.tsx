import { KeywrightProvider, SignedIn, UserButton } from '@keywright/react-router'
import { keywrightMiddleware, rootAuthLoader } from '@keywright/react-router/server'
import '@keywright/ui/styles.css'
import type { ReactNode } from 'react'
import { isRouteErrorResponse, Link, Links, Meta, Outlet, Scripts, ScrollRestoration } from 'react-router'
import type { Route } from './+types/root'
import './app.css'

export const middleware: Route.MiddlewareFunction[] = [keywrightMiddleware()]

export const loader = (args: Route.LoaderArgs) => rootAuthLoader(args)

export const meta: Route.MetaFunction = () => [{ title: 'Acme' }]

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

export default function App({ loaderData }: Route.ComponentProps) {
  return (
    <KeywrightProvider loaderData={loaderData}>
      <header>
        <strong>Acme</strong>
        <Link to="/">Home</Link>
        <Link to="/dashboard">Dashboard</Link>
        <Link to="/members">Members</Link>
        <SignedIn>
          <UserButton />
        </SignedIn>
      </header>
      <main>
        <Outlet />
      </main>
    </KeywrightProvider>
  )
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const status = isRouteErrorResponse(error) ? error.status : 500
  return (
    <main>
      <h1>{status === 404 ? 'There is no such page' : 'Something went wrong'}</h1>
      <a href="/">Home</a>
    </main>
  )
}
