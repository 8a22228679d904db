import { UserButton } from '@keywright/nextjs'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from './logo.tsx'

const pages = [
  ['/dashboard', 'Projects'],
  ['/members', 'Members'],
  ['/account', 'Account'],
] as const

interface MemberFrameProps {
  current: (typeof pages)[number][0]
  children: ReactNode
}

/** What all pages of members have around them. */
export function MemberFrame({ current, children }: MemberFrameProps) {
  return (
    <>
      <header className="bar">
        <Logo />
        <nav aria-label="Pages">
          {pages.map(([href, name]) => (
            <Link key={href} href={href} aria-current={href === current ? 'page' : undefined}>
              {name}
            </Link>
          ))}
        </nav>
        <div className="person">
          <UserButton />
        </div>
      </header>
      <main className="page">{children}</main>
    </>
  )
}
