'use client'
import { useAuth } from '@keywright/nextjs'
import { useState } from 'react'
import { who } from './actions.ts'

export function WhoButton() {
  const { isLoaded, userId } = useAuth()
  const [answer, setAnswer] = useState('')
  return (
    <main>
      <p data-testid="client">{isLoaded ? (userId ?? 'nobody') : 'unknown'}</p>
      <button type="button" onClick={async () => setAnswer(await who().catch(() => 'refused'))}>
        Ask
      </button>
      <p data-testid="answer">{answer}</p>
    </main>
  )
}
