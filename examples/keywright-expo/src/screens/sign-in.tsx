import { useSignIn, useSignUp } from '@keywright/expo'
import { useState } from 'react'
import { navigate } from '../navigation'
import { Button, Heading, NavigationLink, Words } from '../parts'
import { Field } from './field'

export function SignInScreen() {
  const { signIn, errors } = useSignIn()
  const [identifier, setIdentifier] = useState('')
  const [password, setPassword] = useState('')

  async function submit() {
    const { error } = await signIn.password({ identifier, password })
    if (!error) await signIn.finalize({ navigate: () => navigate('/dashboard') })
  }

  return (
    <>
      <Heading>Sign in</Heading>
      <Field label="Email address" value={identifier} onChange={setIdentifier} kind="email" />
      <Field label="Password" value={password} onChange={setPassword} kind="password" />
      {errors.raw?.map(({ code, message }) => (
        <Words key={code}>{message}</Words>
      ))}
      <Button onPress={() => void submit()}>Continue</Button>
      <NavigationLink to="/sign-up">Sign up</NavigationLink>
    </>
  )
}

export function SignUpScreen() {
  const { signUp, errors } = useSignUp()
  const [emailAddress, setEmailAddress] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const hasBegun = signUp.status === 'missing_requirements'

  async function begin() {
    const { error } = await signUp.password({ emailAddress, password })
    if (!error) await signUp.verifications.sendEmailCode()
  }

  async function verify() {
    const { error } = await signUp.verifications.verifyEmailCode({ code })
    if (!error) await signUp.finalize({ navigate: () => navigate('/dashboard') })
  }

  return (
    <>
      <Heading>Sign up</Heading>
      {hasBegun ? (
        <Field label="Code from your mail" value={code} onChange={setCode} kind="code" />
      ) : (
        <>
          <Field label="Email address" value={emailAddress} onChange={setEmailAddress} kind="email" />
          <Field label="Password" value={password} onChange={setPassword} kind="new-password" />
        </>
      )}
      {errors.raw?.map(({ code, message }) => (
        <Words key={code}>{message}</Words>
      ))}
      <Button onPress={() => void (hasBegun ? verify() : begin())}>Continue</Button>
      <NavigationLink to="/sign-in">Sign in</NavigationLink>
    </>
  )
}
