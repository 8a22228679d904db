import { SignedIn, SignedOut } from '@keywright/expo'
import { navigate } from '../navigation'
import { Button, Heading, Words } from '../parts'

export function Home() {
  return (
    <>
      <SignedIn>
        <Heading>Welcome back</Heading>
        <Words>Signed in.</Words>
        <Button onPress={() => navigate('/dashboard')}>To the dashboard</Button>
      </SignedIn>
      <SignedOut>
        <Heading>Welcome</Heading>
        <Words>Signed out.</Words>
        <Button onPress={() => navigate('/dashboard')}>Sign in</Button>
      </SignedOut>
    </>
  )
}
