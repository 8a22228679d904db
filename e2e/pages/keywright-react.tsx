/** An app with forms of its own, over the hooks. */
import {
  KeywrightLoading,
  KeywrightProvider,
  SignedIn,
  SignedOut,
  SignOutButton,
  useAuth,
  useSignIn,
  useSignUp,
  useUser,
} from '@keywright/react'
import { type FormEvent, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const config = JSON.parse(document.querySelector('#config')?.textContent ?? '{}')

function valuesOf(event: FormEvent<HTMLFormElement>): Record<string, string> {
  event.preventDefault()
  return Object.fromEntries(
    [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
  )
}

function SignUpForm() {
  const { signUp, errors, fetchStatus } = useSignUp()
  const isWaitingForCode = signUp.unverifiedFields.includes('email_address')

  async function begin(event: FormEvent<HTMLFormElement>) {
    const { emailAddress = '', password = '' } = valuesOf(event)
    const { error } = await signUp.password({ emailAddress, password })
    if (!error) await signUp.verifications.sendEmailCode()
  }

  async function verify(event: FormEvent<HTMLFormElement>) {
    const { code = '' } = valuesOf(event)
    const { error } = await signUp.verifications.verifyEmailCode({ code })
    if (!error) await signUp.finalize()
  }

  return isWaitingForCode ? (
    <form onSubmit={verify} aria-label="Verify">
      <input name="code" aria-label="Code" />
      <p role="alert">{errors.fields.code?.code}</p>
      <button type="submit" disabled={fetchStatus === 'fetching'}>
        Verify
      </button>
    </form>
  ) : (
    <form onSubmit={begin} aria-label="Sign up">
      <input name="emailAddress" aria-label="Email address" />
      <input name="password" type="password" aria-label="Password" />
      <p role="alert">{errors.fields.emailAddress?.code ?? errors.fields.password?.code}</p>
      <button type="submit" disabled={fetchStatus === 'fetching'}>
        Sign up
      </button>
    </form>
  )
}

function SignInForm() {
  const { signIn, errors } = useSignIn()

  async function submit(event: FormEvent<HTMLFormElement>) {
    const { identifier = '', password = '' } = valuesOf(event)
    const { error } = await signIn.password({ identifier, password })
    if (!error) await signIn.finalize()
  }

  return (
    <form onSubmit={submit} aria-label="Sign in">
      <input name="identifier" aria-label="Identifier" />
      <input name="password" type="password" aria-label="Your password" />
      <p role="status">{errors.fields.password?.code ?? errors.fields.identifier?.code}</p>
      <button type="submit">Sign in</button>
    </form>
  )
}

function Member() {
  const { user } = useUser()
  const { userId } = useAuth()
  return (
    <main>
      <h1>{`${user?.primaryEmailAddress?.emailAddress} ${user?.id === userId}`}</h1>
      <SignOutButton />
    </main>
  )
}

const node = document.body.appendChild(document.createElement('div'))
createRoot(node).render(
  <StrictMode>
    <KeywrightProvider {...config}>
      <KeywrightLoading>Loading</KeywrightLoading>
      <SignedOut>
        <SignUpForm />
        <SignInForm />
      </SignedOut>
      <SignedIn>
        <Member />
      </SignedIn>
    </KeywrightProvider>
  </StrictMode>,
)
