import type { SignUp, SignUpFieldName } from './sign-up.context.ts'

/** What a sign-up can ask for, in the order in which it does. */
const askable: readonly SignUpFieldName[] = [
  ...(['first_name', 'last_name', 'username', 'email_address', 'password', 'legal_accepted'] as const),
]

/** What is still to be given, as far as this page can ask for it: a newer server may miss more. */
export function missingFields(signUp: SignUp | null): SignUpFieldName[] {
  const missing: readonly string[] = signUp?.missing_fields ?? []
  return askable.filter((name) => missing.includes(name))
}
