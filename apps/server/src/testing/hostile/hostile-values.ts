/** What callers send who mean harm, or who have a bug. */

/** JSON texts, so that values are among them which no program would write. */
const texts: Record<string, string> = {
  'a NUL character': '"\\u0000"',
  'a NUL character inside': '"a\\u0000b@example.com"',
  'half a character': '"\\ud800"',
  'half a character inside': '"a\\udfffb@example.com"',
  'an empty text': '""',
  blanks: '"  \\t\\n"',
  'a text of a megabyte': `"${'x'.repeat(1_000_000)}"`,
  '10 KB of characters outside the first plane': `"${'𝕏'.repeat(2_600)}"`,
  'a path out of the folder': '"../../../../etc/passwd"',
  'a name of the prototype': '"__proto__"',
  SQL: '"\' or 1=1; drop table users; --"',
  'a wildcard': '"%_\\\\"',
  'an expression': '"{{7*7}}(a+)+$"',
  'text that reads as JSON': '"{\\"a\\":\\"\\\\u0000\\"}"',
  'text that reads as deep JSON': `"${'{\\"a\\":'.repeat(10_000)}1${'}'.repeat(10_000)}"`,
}

const numbers: Record<string, string> = {
  zero: '0',
  'a negative number': '-1',
  'a fraction': '1.5',
  'a number beyond 4 bytes': '2147483648',
  'a number beyond 8 bytes': '9223372036854775808',
  'a negative number beyond 8 bytes': '-9223372036854775809',
  'a number beyond any': '1e400',
  'a time beyond all dates': '8640000000000001',
  'a time beyond what the database keeps': '8640000000000000',
  'a time before all dates': '-8640000000000000',
  'a number in text': '"9223372036854775808"',
  'a date beyond range': '"275760-09-13T00:00:00Z"',
  'a time with a year of its own': '"0000-01-01T00:00:00Z"',
}

const others: Record<string, string> = {
  'an empty object': '{}',
  'an object with a prototype':
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  'an object with hidden prototypes':
    '{"\\u005f_proto__":{"polluted":true},"a":{"__proto__":{"polluted":true}}}',
  'a NUL character in a name': '{"a\\u0000":1}',
  'a NUL character far inside': '{"a":[{"b":["c\\u0000"]}]}',
  'half a character in a name': '{"\\ud800":1}',
  'ten thousand fields': `{${Array.from({ length: 10_000 }, (_, index) => `"f${index}":1`).join()}}`,
  'an empty list': '[]',
  'a list of lists': '[[["a"]]]',
  'a list of nothing': '[null]',
  'a list of ten thousand': `[${Array.from({ length: 10_000 }, (_, index) => `"${index}"`).join()}]`,
  'a list with a NUL character': '["a","\\u0000"]',
  'a list of the same': '["same","same"]',
}

const levels = 10_000

const deep: Record<string, string> = {
  'ten thousand lists in each other': '['.repeat(levels) + ']'.repeat(levels),
  'ten thousand objects in each other': `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`,
  'two hundred objects in each other': `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
}

/** What is tried on every field, whatever belongs there. */
const everywhere: Record<string, string> = {
  null: 'null',
  true: 'true',
  'a number': '12',
  'an object': '{"a":{"b":"c"}}',
  'a list': '["a","b"]',
  'a NUL character': '"\\u0000"',
  'a text of a megabyte': texts['a text of a megabyte'] ?? '',
  'ten thousand lists in each other': deep['ten thousand lists in each other'] ?? '',
}

/** For a field of a JSON body: what fits the kinds of values that belong there, and is wrong all the same. */
export function hostileJsonFor(types: ReadonlySet<string>): Record<string, string> {
  const takesAny = types.size === 0
  return {
    ...everywhere,
    ...(takesAny || types.has('string') ? texts : {}),
    ...(takesAny || types.has('number') || types.has('integer') ? numbers : {}),
    ...(takesAny || types.has('object') || types.has('array') ? { ...others, ...deep } : {}),
  }
}

/** For a field of a form, a parameter of the query, or a segment of a path: percent-encoded already. */
export const hostileEncoded: Record<string, string> = {
  'a NUL character': '%00',
  'a NUL character inside': 'a%00b%40example.com',
  'bytes that are no UTF-8': '%ff%fe',
  'half a character': '%ed%a0%80',
  'half an escape': '%',
  nothing: '',
  blanks: '%20%09%0a',
  '10 KB': 'x'.repeat(10_240),
  '10 KB of characters': '%F0%9D%95%8F'.repeat(850),
  'a path out of the folder': '..%2f..%2f..%2fetc%2fpasswd',
  'a path out of the folder, twice encoded': '..%252f..%252fetc%252fpasswd',
  'a name of the prototype': '__proto__',
  constructor: 'constructor',
  SQL: '%27%20or%201%3D1%3B--',
  wildcards: '%25_%5C',
  'an object': '%7B%22a%22%3A%22%5Cu0000%22%7D',
  'deep JSON': `${'%7B%22a%22%3A'.repeat(5_000)}1${'%7D'.repeat(5_000)}`,
  'an object with a prototype': '%7B%22__proto__%22%3A%7B%22polluted%22%3Atrue%7D%7D',
  'a negative number': '-1',
  zero: '0',
  'a fraction': '1.5',
  'a number with an exponent': '1e3',
  'a number beyond 4 bytes': '2147483648',
  'a number beyond 8 bytes': '9223372036854775808',
  'a negative number beyond 8 bytes': '-9223372036854775809',
  'a time beyond all dates': '8640000000000001',
  'a time beyond what the database keeps': '8640000000000000',
  'a time before all dates': '-8640000000000000',
  'no number': 'NaN',
  infinity: 'Infinity',
}

/** Whole bodies that are wrong before any field is looked at: content type, then bytes. */
export const hostileBodies: readonly (readonly [
  what: string,
  contentType: string,
  body: string | Uint8Array<ArrayBuffer>,
])[] = [
  ['JSON that ends too early', 'application/json', '{"a":'],
  ['JSON with a comma too many', 'application/json', '{"a":1,}'],
  ['no JSON', 'application/json', 'a=b'],
  ['blanks', 'application/json', '  \n '],
  ['a text', 'application/json', '"text"'],
  ['a number', 'application/json', '1'],
  ['null', 'application/json', 'null'],
  ['a list', 'application/json', '[]'],
  ['a list of objects', 'application/json', '[{}]'],
  ['lists in each other', 'application/json', '['.repeat(levels) + ']'.repeat(levels)],
  ['JSON without an end', 'application/json', '['.repeat(levels)],
  ['a list of a hundred thousand', 'application/json', `[${'1,'.repeat(100_000)}1]`],
  ['a prototype', 'application/json', '{"__proto__":{"polluted":true}}'],
  ['a constructor', 'application/json', '{"constructor":{"prototype":{"polluted":true}}}'],
  ['an unknown field', 'application/json', '{"no_such_field":"x"}'],
  ['ten thousand unknown fields', 'application/json', others['ten thousand fields'] ?? ''],
  ['a field with a name of a megabyte', 'application/json', `{"${'n'.repeat(1_000_000)}":1}`],
  ['a NUL in the name of an unknown field', 'application/json', '{"a\\u0000":1}'],
  ['half a character in the name of an unknown field', 'application/json', '{"\\ud800":1}'],
  ['a field without a name', 'application/json', '{"":"x"}'],
  ['JSON that is no UTF-8', 'application/json', Buffer.from('7b2261223a22ff227d', 'hex')],
  ['JSON in UTF-16', 'application/json; charset=utf-16', Buffer.from('{"a":1}', 'utf16le')],
  ['a byte order mark', 'application/json', Buffer.from('\ufeff{}')],
  ['more than a megabyte', 'application/json', `"${'x'.repeat(1_100_000)}"`],
  ['text', 'text/plain', '{}'],
  ['XML', 'application/xml', '<a/>'],
  ['no content type', '', '{}'],
  ['a content type of nonsense', ';;;=', '{}'],
  ['multipart without a boundary', 'multipart/form-data', '--x'],
  [
    'multipart that ends too early',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
  ],
  [
    'multipart with a NUL',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\na\0b\r\n--x--\r\n',
  ],
  ['a form that is no UTF-8', 'application/x-www-form-urlencoded', Buffer.from('613dff', 'hex')],
  ['a form with half an escape', 'application/x-www-form-urlencoded', 'a=%&=&&%=%'],
  [
    'a form with a prototype',
    'application/x-www-form-urlencoded',
    '__proto__=x&constructor=y&__proto__[polluted]=true',
  ],
  // Grouping repeated fields one by one took minutes of processor time for a body like this.
  ['a form of a quarter million fields', 'application/x-www-form-urlencoded', 'a=1&'.repeat(250_000)],
  ['a form with an unknown field', 'application/x-www-form-urlencoded', 'no_such_field=x'],
]

/** Headers that callers choose. None of them may do more than be refused. */
export const hostileHeaders: Record<string, Record<string, string>> = {
  'a cookie header of 30 KB': { cookie: 'c='.repeat(15_000) },
  'a thousand cookies': {
    cookie: Array.from({ length: 1_000 }, (_, index) => `__client=${index}`).join('; '),
  },
  'cookies of nonsense': { cookie: '=;;=a; __client; __client=%00; __client="x; __session=\u00ff\u00fe' },
  'an authorization of 20 KB': { authorization: `Bearer ${'x'.repeat(20_000)}` },
  'an authorization of nonsense': { authorization: 'Bearer \u00ff.%00.../' },
  'an authorization of another kind': { authorization: 'Basic dXNlcjpwYXNz' },
  'an origin of nonsense': { origin: 'null, http://[::' },
  'an origin that is no address': { origin: 'javascript:alert(1)' },
  'a proxy without a key': { 'clerk-proxy-url': 'http://[::bad' },
  'a proxy with a bad key': { 'clerk-proxy-url': 'http://x', 'clerk-secret-key': '\u00ff' },
  'addresses of nonsense': {
    'x-forwarded-for': 'x, ::::, 1.2.3.4.5',
    'x-forwarded-host': '[',
    'x-forwarded-proto': 'gopher',
  },
  'a user agent of 20 KB': { 'user-agent': '\u00ff('.repeat(10_000) },
  'an API version of nonsense': { 'clerk-api-version': '../..' },
  'a length of nonsense': { 'content-length': '-1e9' },
  'a condition of nonsense': { 'if-match': '"\u00ff"', 'if-none-match': '*, W/"' },
  'a referrer of nonsense': { referer: 'http://[', 'sec-fetch-site': 'x', 'sec-fetch-dest': 'document' },
}

/** Parameters of the query that no contract names. */
export const hostileQueries: readonly string[] = [
  '_method=CONNECT',
  '_method=%00',
  '_clerk_session_id=%00',
  '_clerk_session_id=a&_clerk_session_id=b',
  '_publishable_key=%00',
  '_is_native=1&_is_native=0',
  '__clerk_db_jwt=%00',
  '__clerk_api_version=%00',
  '__clerk_testing_token=%00',
  '_clerk_js_version=%ff',
  '__proto__=x&constructor=y',
  'limit=1&limit=2&offset=1&offset=2',
  '%00=x&=&%',
  'a[b][c]=d&a.b=c',
]
