import { expect, it } from 'vitest'
import { createPathTable } from './path-table.ts'

const table = createPathTable<string>()
table.add('GET', '/v1/users/{user_id}', 'one user')
table.add('DELETE', '/v1/users/{user_id}', 'delete a user')
table.add('GET', '/v1/users/count', 'how many users')
table.add('GET', '/v1/users/{id}/sessions/{session_id}', 'a session')
table.add('GET', '/v1/users/count/of', 'nothing but fixed segments')
table.add('GET', '/', 'the root')

it.each([
  ['GET', '/', 'the root', {}],
  ['GET', '/v1/users/count', 'how many users', {}],
  ['GET', '/v1/users/user_1', 'one user', { user_id: 'user_1' }],
  ['GET', '/v1/users/us%20er', 'one user', { user_id: 'us%20er' }],
  ['GET', '/v1/users/__proto__', 'one user', { user_id: '__proto__' }],
])('%s %s is %s', (method, path, value, params) => {
  expect(table.find(method, path)).toEqual({ value, params })
})

it('goes back to the parameter where the fixed segment leads nowhere', () => {
  expect(table.find('DELETE', '/v1/users/count')).toEqual({
    value: 'delete a user',
    params: { user_id: 'count' },
  })
  expect(table.find('GET', '/v1/users/count/sessions/s')).toEqual({
    value: 'a session',
    params: { id: 'count', session_id: 's' },
  })
})

it.each([
  ['POST', '/v1/users/count'],
  ['GET', '/v1/users'],
  ['GET', '/v1/users/'],
  ['GET', '/v1/users//sessions/s'],
  ['GET', '/v1/users/user_1/sessions/s/more'],
  ['GET', '/v2/users/user_1'],
  ['GET', ''],
  ['GET', 'v1/users/count'],
])('%s %s is nothing', (method, path) => {
  expect(table.find(method, path)).toBeUndefined()
})

it('refuses a second one at the same method and path, however its parameters are called', () => {
  expect(() => table.add('GET', '/v1/users/{id}', 'another user')).toThrow('GET /v1/users/{id} is there once')
})
