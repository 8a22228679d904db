import { SignedIn, SignedOut, UserButton } from '@keywright/nextjs'
import Link from 'next/link'
import { Logo } from '../components/logo.tsx'
import { Preview } from '../components/preview.tsx'

export default function Home() {
  return (
    <>
      <header className="bar">
        <Logo />
        <div className="person">
          <SignedOut>
            <Link href="/sign-in" className="plain">
              Sign in
            </Link>
            <Link href="/sign-up" className="button">
              Start free
            </Link>
          </SignedOut>
          <SignedIn>
            <Link href="/dashboard" className="button">
              Open projects
            </Link>
            <UserButton />
          </SignedIn>
        </div>
      </header>
      <main>
        <section className="hero">
          <div>
            <p className="eyebrow">For studios of three to thirty</p>
            <h1>Know where every client project stands.</h1>
            <p className="lead">
              Plumbline keeps the plan, the state and the date of each project on one page, so that Monday’s
              meeting takes ten minutes.
            </p>
            <div className="calls">
              <Link href="/dashboard" className="button large">
                Go to your projects
              </Link>
              <p className="muted">
                <SignedOut>Signed out</SignedOut>
                <SignedIn>Signed in</SignedIn>
              </p>
            </div>
          </div>
          <Preview />
        </section>
        <section className="reasons" aria-label="Why">
          {reasons.map(([title, words]) => (
            <article key={title}>
              <h2>{title}</h2>
              <p className="muted">{words}</p>
            </article>
          ))}
        </section>
      </main>
      <footer className="foot muted">
        <span>Plumbline, a starter for Keywright</span>
        <Link href="/dashboard">Projects</Link>
      </footer>
    </>
  )
}

const reasons = [
  [
    'One page, one truth',
    'What is planned, what is under way and what is done, without a report that somebody has to write.',
  ],
  [
    'Dates that mean something',
    'Each project has one date. When it moves, everybody who looks sees that it moved.',
  ],
  [
    'Nothing to learn',
    'Add a project, move it along, call it done. New colleagues need a minute, not a course.',
  ],
] as const
