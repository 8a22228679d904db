import { ClerkProvider, Show, SignInButton, UserButton } from '@clerk/nextjs'
import type { ReactNode } from 'react'

export const metadata = { title: 'Keywright with Next.js' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <ClerkProvider>
          <header>
            <Show when="signed-out">
              <SignInButton />
            </Show>
            <Show when="signed-in">
              <UserButton />
            </Show>
          </header>
          <main>{children}</main>
        </ClerkProvider>
      </body>
    </html>
  )
}
