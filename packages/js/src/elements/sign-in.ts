/** The sign-in, for forms of an app. */
import { createMachine } from '../flows/machine.ts'
import { readSignInConfig, signInContext } from '../flows/sign-in.context.ts'
import { signInFlow } from '../flows/sign-in.flow.ts'
import { readProviders } from '../flows/social.ts'
import { type Definition, resumedPart } from './definition.ts'

const { states } = signInFlow

export const definition: Definition<'signIn'> = {
  kind: 'sign-in',
  begin({ keywright, environment, client, options, ports, landing, part }) {
    const config = readSignInConfig(environment, {
      isCombined: false,
      signUpUrl: keywright.buildSignUpUrl(),
      providers: readProviders(environment),
    })
    const context = signInContext(config, {
      client,
      landing,
      identifier: options().initialValues?.identifier,
    })
    const resumable = [states.new_password, states.reset_code, states.email_code, states.email_link]
    return createMachine(signInFlow, context, { ports, part: part ?? resumedPart(resumable, context) })
  },
  partOf: (state) => states[state].part,
  afterUrl: (keywright, { forceRedirectUrl, fallbackRedirectUrl }) =>
    keywright.buildAfterSignInUrl({ forceRedirectUrl, fallbackRedirectUrl }),
  leadsTo: (state, keywright, redirectUrl) =>
    state === 'sign_up' ? keywright.buildSignUpUrl({ redirectUrl }) : undefined,
}
