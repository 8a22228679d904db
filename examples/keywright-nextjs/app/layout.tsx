import { KeywrightProvider } from '@keywright/nextjs'
import type { ReactNode } from 'react'
import './globals.css'

export const metadata = { title: 'Northwind' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <KeywrightProvider
          signInUrl="/sign-in"
          signUpUrl="/sign-up"
          signInFallbackRedirectUrl="/dashboard"
          signUpFallbackRedirectUrl="/dashboard"
        >
          {children}
        </KeywrightProvider>
      </body>
    </html>
  )
}
