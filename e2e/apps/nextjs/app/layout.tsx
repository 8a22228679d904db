import { ClerkProvider } from '@keywright/nextjs'
import type { ReactNode } from 'react'

const dark = { name: 'dark', variables: { colorBackground: 'rgb(33, 33, 38)' } }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <ClerkProvider
          appearance={{ baseTheme: dark, variables: { colorPrimary: 'rgb(200, 0, 100)' } }}
          signInFallbackRedirectUrl="/"
          signUpFallbackRedirectUrl="/"
        >
          {children}
        </ClerkProvider>
      </body>
    </html>
  )
}
