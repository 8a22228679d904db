import Link from 'next/link'

export function Logo() {
  return (
    <Link href="/" className="logo">
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <path
          d="M12 2v11M12 13l-4 5 4 4 4-4z"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </svg>
      Plumbline
    </Link>
  )
}
