/** An app with forms of its own, over the headless elements. */
import { KeywrightProvider, SignedIn, SignedOut, SignOutButton, UserButton, useUser } from '@keywright/react'
import { SignIn, SignUp } from '@keywright/react/elements'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'

const config = JSON.parse(document.querySelector('#config')?.textContent ?? '{}')

function SignInPage() {
  return (
    <SignIn.Root>
      <SignIn.Step when="start">
        <h1>Sign in</h1>
        <SignIn.Alert />
        <SignIn.Field name="identifier">
          <SignIn.Label>Email address</SignIn.Label>
          <SignIn.Input />
          <SignIn.FieldError />
        </SignIn.Field>
        <SignIn.Submit>Continue</SignIn.Submit>
        <SignIn.Action event="SIGN_UP">Create an account</SignIn.Action>
      </SignIn.Step>
      <SignIn.Step when="password">
        <h1>Password</h1>
        <SignIn.Alert />
        <SignIn.Field name="password">
          <SignIn.Label>Password</SignIn.Label>
          <SignIn.Input />
          <SignIn.FieldError />
        </SignIn.Field>
        <SignIn.Submit>Sign in</SignIn.Submit>
        <SignIn.Action event="SHOW_ALTERNATIVES">Another way</SignIn.Action>
      </SignIn.Step>
      <SignIn.Step when="alternatives">
        <h1>Another way</h1>
        <SignIn.Factors>
          {(factor) =>
            factor.strategy === 'email_code' && (
              <SignIn.SelectFactor
                factor={factor}
              >{`Send a code to ${factor.safe_identifier}`}</SignIn.SelectFactor>
            )
          }
        </SignIn.Factors>
      </SignIn.Step>
      <SignIn.Step when="email_code">
        <h1>Check your mail</h1>
        <SignIn.Alert />
        <SignIn.Field name="code">
          <SignIn.Label>Code</SignIn.Label>
          <SignIn.Otp render={(cells) => cells.map(({ digit }) => digit ?? '·').join(' ')} />
          <SignIn.FieldError />
        </SignIn.Field>
        <SignIn.Submit>Sign in</SignIn.Submit>
        <SignIn.Resend>
          {({ secondsLeft }) => (secondsLeft > 0 ? `Again in ${secondsLeft} s` : 'Send again')}
        </SignIn.Resend>
      </SignIn.Step>
    </SignIn.Root>
  )
}

const labels = { email_address: 'Email address', password: 'Password' }

function SignUpPage() {
  return (
    <SignUp.Root>
      <SignUp.Step when={['start', 'missing']}>
        <h1>Sign up</h1>
        <SignUp.Alert />
        {Object.entries(labels).map(([name, label]) => (
          <SignUp.Field key={name} name={name}>
            <SignUp.Label>{label}</SignUp.Label>
            <SignUp.Input />
            <SignUp.FieldError />
          </SignUp.Field>
        ))}
        <SignUp.Submit>Continue</SignUp.Submit>
      </SignUp.Step>
      <SignUp.Step when="verify_code">
        <h1>Check your mail</h1>
        <SignUp.Alert />
        <SignUp.Field name="code">
          <SignUp.Label>Code</SignUp.Label>
          <SignUp.Otp />
          <SignUp.FieldError />
        </SignUp.Field>
        <SignUp.Submit>Continue</SignUp.Submit>
      </SignUp.Step>
    </SignUp.Root>
  )
}

function Plan() {
  const [seats, setSeats] = useState(1)
  return <button type="button" onClick={() => setSeats(seats + 1)}>{`Seats: ${seats}`}</button>
}

function Account() {
  return (
    <UserButton>
      <UserButton.MenuItems>
        <UserButton.Action label="Plan" labelIcon={<b>$</b>} open="plan" />
        <UserButton.Action label="manageAccount" />
      </UserButton.MenuItems>
      <UserButton.UserProfilePage label="Plan" url="plan" labelIcon={<b>$</b>}>
        <Plan />
      </UserButton.UserProfilePage>
    </UserButton>
  )
}

function Member() {
  const { user } = useUser()
  return (
    <>
      <h1>{`Member ${user?.primaryEmailAddress?.emailAddress}`}</h1>
      <SignOutButton />
      <Account />
    </>
  )
}

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <StrictMode>
    <KeywrightProvider
      {...config}
      ui={() => import('@keywright/ui')}
      signInUrl="/sign-in"
      signUpUrl="/sign-up"
    >
      <SignedIn>
        <Member />
      </SignedIn>
      <SignedOut>{location.pathname === '/sign-up' ? <SignUpPage /> : <SignInPage />}</SignedOut>
    </KeywrightProvider>
  </StrictMode>,
)
