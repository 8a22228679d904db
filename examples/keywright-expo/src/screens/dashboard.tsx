import { RedirectToSignIn, SignedIn, SignedOut, useUser } from '@keywright/expo'
import { Text } from 'react-native'
import { Heading, Words } from '../parts'

export function Dashboard() {
  const { user } = useUser()
  return (
    <>
      <SignedIn>
        <Heading>Dashboard</Heading>
        <Words>
          You are <Text testID="email">{user?.primaryEmailAddress?.emailAddress}</Text>.
        </Words>
      </SignedIn>
      <SignedOut>
        <RedirectToSignIn />
      </SignedOut>
    </>
  )
}
