import Link from 'next/link'
import { Logo } from '../components/logo.tsx'

export default function NotFound() {
  return (
    <main className="entrance">
      <Logo />
      <h1>There is nothing here</h1>
      <Link href="/" className="plain">
        Back to the start
      </Link>
    </main>
  )
}
