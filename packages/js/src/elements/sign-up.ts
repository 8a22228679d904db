/** The sign-up, for forms of an app. */
import { createMachine } from '../flows/machine.ts'
import { readSignUpConfig, signUpContext } from '../flows/sign-up.context.ts'
import { signUpFlow } from '../flows/sign-up.flow.ts'
import { readProviders } from '../flows/social.ts'
import { type Definition, resumedPart } from './definition.ts'

const { states } = signUpFlow

export const definition: Definition<'signUp'> = {
  kind: 'sign-up',
  begin({ keywright, environment, client, options, ports, landing, part }) {
    const config = readSignUpConfig(environment, {
      signInUrl: keywright.buildSignInUrl(),
      providers: readProviders(environment),
    })
    const { identifier: _, ...values } = options().initialValues ?? {}
    const context = signUpContext(config, { client, landing, values })
    const resumable = [states.verify_code, states.verify_link]
    return createMachine(signUpFlow, context, { ports, part: part ?? resumedPart(resumable, context) })
  },
  partOf: (state) => states[state].part,
  afterUrl: (keywright, { forceRedirectUrl, fallbackRedirectUrl }) =>
    keywright.buildAfterSignUpUrl({ forceRedirectUrl, fallbackRedirectUrl }),
  leadsTo: (state, keywright, redirectUrl) =>
    state === 'sign_in' ? keywright.buildSignInUrl({ redirectUrl }) : undefined,
}
