import { SignedIn, SignedOut, UserButton, useAuth } from '@keywright/nextjs'
import { buildClerkProps, clerkClient, getAuth } from '@keywright/nextjs/server'
import type { GetServerSideProps, InferGetServerSidePropsType } from 'next'

export const getServerSideProps = (async ({ req }) => {
  const { userId } = getAuth(req)
  const user = userId ? await clerkClient.users.getUser(userId) : null
  const email = user?.emailAddresses[0]?.emailAddress ?? ''
  return { props: { email, ...buildClerkProps(req) } }
}) satisfies GetServerSideProps

export default function Legacy({ email }: InferGetServerSidePropsType<typeof getServerSideProps>) {
  const { userId } = useAuth()
  return (
    <main>
      <SignedOut>Signed out</SignedOut>
      <SignedIn>
        Signed in <UserButton />
      </SignedIn>
      <p data-testid="email">{email}</p>
      <p data-testid="client">{userId ?? 'nobody'}</p>
    </main>
  )
}
