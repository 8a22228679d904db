import { ClerkProvider } from '@keywright/nextjs'
import { WhoButton } from '../action/who-button.tsx'

export default function Dynamic() {
  return (
    <ClerkProvider dynamic>
      <WhoButton />
    </ClerkProvider>
  )
}
