/** A made-up reference of a library with shelves and books, and recordings of a server that has it. */
import type { RecordedExchange, StoredStatement } from '../../apps/server/src/testing/record-exchanges.ts'
import { type Reference, readReference } from './reference.ts'

const ok = (schema: object) => ({ 200: { content: { 'application/json': { schema } } } })
const to = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const components = {
  responses: { Book: { content: { 'application/json': { schema: to('Book') } } } },
  schemas: {
    Book: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'title', 'subtitle', 'cover', 'loan'],
      properties: {
        id: { type: 'string' },
        title: { type: 'string', example: 'Any' },
        subtitle: { type: 'string', nullable: true },
        binding: { type: 'string', nullable: true, enum: ['cloth', 'paper'] },
        cover: { nullable: true, allOf: [to('Cover')] },
        loan: {
          oneOf: [to('Lent'), to('Reserved')],
          discriminator: { propertyName: 'kind' },
          nullable: true,
        },
      },
    },
    Cover: { type: 'object', required: ['url'], properties: { url: { type: 'string', format: 'uri' } } },
    Lent: {
      type: 'object',
      required: ['kind', 'due_at'],
      properties: { kind: { type: 'string', enum: ['lent'] }, due_at: { type: 'integer', format: 'int64' } },
    },
    Reserved: {
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string', enum: ['reserved'] } },
    },
  },
}

const backendDocument = {
  openapi: '3.0.3',
  paths: {
    '/books': {
      get: {
        operationId: 'ListBooks',
        parameters: [{ name: 'paginated', in: 'query' }],
        responses: ok({ type: 'array', items: to('Book') }),
      },
      post: { operationId: 'CreateBook', responses: { 201: ok(to('Book'))[200] } },
    },
    '/books/{book_id}': {
      parameters: [{ name: 'book_id', in: 'path' }],
      get: { operationId: 'GetBook', responses: { 200: { $ref: '#/components/responses/Book' } } },
      patch: { operationId: 'UpdateBook', responses: { 204: { description: 'Done.' } } },
    },
    '/books/count': { get: { operationId: 'CountBooks', responses: ok({ type: 'object' }) } },
    '/books/{book_id}/hidden': { 'x-internal': true },
    '/instance': { get: { operationId: 'GetInstance', responses: ok({ type: 'object' }) } },
    '/public/page': { get: { operationId: 'GetPage', security: [], responses: { 200: {} } } },
  },
  components,
}

const frontendDocument = {
  openapi: '3.0.3',
  paths: {
    '/v1/me/books': { get: { operationId: 'getMyBooks', responses: ok({ type: 'object' }) } },
    '/v1/me/name': { patch: { operationId: 'patchName', responses: ok({ type: 'object' }) } },
    '/v1/client/sync': {
      get: { operationId: 'syncClient', responses: { 307: { description: 'Goes back.' } } },
    },
    '/v1/sessions/{id}/tokens': { post: { operationId: 'createToken', responses: ok({ type: 'object' }) } },
  },
}

/** The made-up reference: seven operations for servers, four for browsers, none of the platform. */
export const references: readonly Reference[] = [
  readReference('frontend', frontendDocument),
  readReference('backend', backendDocument),
  readReference('platform', { paths: {} }),
]

/** The tables of the made-up server, with those that every request reads. */
export const tables = new Set([
  'books',
  'instances',
  'instance_settings',
  'clients',
  'sessions',
  'users',
  'events',
])

/** A book as the reference declares it. */
export const book = { id: 'book_2abcdefghijklmnopq', title: 'Dune', subtitle: null, cover: null, loan: null }

/** A statement that found the book. */
export const bookRead: StoredStatement = {
  kind: 'read',
  names: ['books'],
  rows: 1,
  values: [book.id, book.title],
}

/** What every request of a signed-in visitor reads. */
export const visitorRead: StoredStatement = {
  kind: 'read',
  names: ['sessions', 'users', 'clients'],
  rows: 1,
  values: ['user_1abcdefghijklmnop', 'sess_1abcdefghijklmnop'],
}

/** A recorded exchange: GET of a book with the secret key, where nothing else is said. */
export function exchangeOf(changes: Partial<RecordedExchange> = {}): RecordedExchange {
  return {
    audience: 'backend',
    method: 'GET',
    path: `/v1/books/${book.id}`,
    query: '',
    status: 200,
    contentType: 'application/json',
    location: null,
    body: book,
    stored: [bookRead],
    ...changes,
  }
}
