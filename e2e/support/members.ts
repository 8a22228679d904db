/** People who have an account already: made by the Backend API, as a server of an app would. */
import type { RunningKeywright } from '@keywright/test-kit'
import { newAddress, password } from './browser.ts'
import type { Person } from './flows.ts'

type Server = Pick<RunningKeywright, 'apiUrl' | 'secretKey'>

export interface Member extends Person {
  id: string
  hasPassword: boolean
}

/** A call of the Backend API, and what it answers. */
export async function callBackend<Answer>(
  { apiUrl, secretKey }: Server,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${apiUrl}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

/** Somebody with a proven address and a password, unless they are to have none. */
export async function createMember(
  server: Server,
  {
    name,
    firstName = name,
    hasPassword = true,
  }: { name?: string; firstName?: string; hasPassword?: boolean } = {},
): Promise<Member> {
  const emailAddress = newAddress(name)
  const secret = hasPassword ? { password } : { skip_password_requirement: true }
  const body = { email_address: [emailAddress], ...secret, first_name: firstName }
  const { id } = await callBackend<{ id: string }>(server, 'POST', '/users', body)
  return { id, emailAddress, password, hasPassword }
}

/** Whether somebody could sign in with a password. */
export async function knowsPassword(server: Server, { id }: Member, given: string): Promise<boolean> {
  const body = { password: given }
  return await callBackend(server, 'POST', `/users/${id}/verify_password`, body).then(
    () => true,
    () => false,
  )
}
