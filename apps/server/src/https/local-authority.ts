/**
 * A certificate authority of this data folder, for development over https. It can vouch for names under `.localhost`
 * only, so whoever trusts it gives nobody a way to imitate another site, even if its key is lost.
 */
import { randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { loadX509, signingAlgorithm, type X509 } from './x509.ts'

/** A key and a certificate, both as PEM. */
export interface Credentials {
  key: string
  cert: string
}

export interface LocalAuthority {
  /** The certificate to trust; it holds no secret. */
  certificateFile: string
  /** Makes a certificate for names under `.localhost`. */
  issue(names: readonly string[]): Promise<Credentials>
}

const dayMilliseconds = 86_400_000
const authorityDays = 3650
const renewBeforeDays = 30
/** A server makes a new one at each start, and none runs for this long. */
const leafDays = 365

/** RFC 5280 §4.2.1.10 in DER: permitted are DNS names that are `localhost` or end in `.localhost`. */
const onlyLocalhost = Buffer.concat([Buffer.from('300fa00d300b8209', 'hex'), Buffer.from('localhost')])
const nameConstraints = '2.5.29.30'
const serverAuthentication = '1.3.6.1.5.5.7.3.1'

/** Opens the authority of a data folder; the first call makes it. */
export async function openLocalAuthority(dataDirectory: string, now = new Date()): Promise<LocalAuthority> {
  const x509 = await loadX509()
  const folder = resolve(dataDirectory, 'https')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { key, cert } = await openCredentials(folder, x509, now)
  const certificateFile = join(folder, 'authority.crt')
  await writeFile(certificateFile, cert)
  const issuer = new x509.X509Certificate(cert)
  const signingKey = await importKey(x509, key)
  return {
    certificateFile,
    issue: (names) => issueLeaf(x509, { issuer, signingKey, names, now: new Date() }),
  }
}

/** Key and certificate are one file, so that they always belong together. */
async function openCredentials(folder: string, x509: X509, now: Date): Promise<Credentials> {
  const file = join(folder, 'authority.pem')
  const present = await readCredentials(file)
  if (present && isFresh(present.cert, now)) return present
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  const made = await makeAuthority(x509, now)
  await writeFile(draft, `${made.key}\n${made.cert}\n`, { mode: 0o600 })
  // One that has run out is replaced. A first one is linked, which fails if another process was first: then that counts.
  if (present) await rename(draft, file)
  else await link(draft, file).catch(() => undefined)
  await rm(draft, { force: true })
  return (await readCredentials(file)) ?? made
}

async function readCredentials(file: string): Promise<Credentials | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const [key] = /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----/.exec(text) ?? []
  const [cert] = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(text) ?? []
  return key === undefined || cert === undefined ? undefined : { key, cert }
}

function isFresh(cert: string, now: Date): boolean {
  return new X509Certificate(cert).validToDate.getTime() - now.getTime() > renewBeforeDays * dayMilliseconds
}

async function makeAuthority(x509: X509, now: Date): Promise<Credentials> {
  const keys = await makeKeys()
  const { keyCertSign, cRLSign } = x509.KeyUsageFlags
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(now, authorityDays),
    serialNumber: newSerial(),
    // The random part keeps authorities of several folders apart in a browser's list.
    name: `CN=Keywright development authority ${randomBytes(3).toString('hex')}, O=Keywright`,
    keys,
    signingAlgorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
      new x509.Extension(nameConstraints, true, onlyLocalhost),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { key: await exportKey(x509, keys.privateKey), cert: certificate.toString('pem') }
}

interface LeafInput {
  issuer: InstanceType<X509['X509Certificate']>
  signingKey: webcrypto.CryptoKey
  names: readonly string[]
  now: Date
}

async function issueLeaf(x509: X509, { issuer, signingKey, names, now }: LeafInput): Promise<Credentials> {
  const keys = await makeKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity(now, leafDays),
    serialNumber: newSerial(),
    subject: `CN=${names[0] ?? 'localhost'}`,
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([serverAuthentication]),
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }))),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return { key: await exportKey(x509, keys.privateKey), cert: certificate.toString('pem') }
}

/** Begins a day ago: clocks of virtual machines and containers differ. */
function validity(now: Date, days: number) {
  const at = (offset: number) => new Date(now.getTime() + offset * dayMilliseconds)
  return { notBefore: at(-1), notAfter: at(days) }
}

function newSerial(): string {
  // RFC 5280 §4.1.2.2: positive and at most 20 octets.
  return `01${randomBytes(15).toString('hex')}`
}

const makeKeys = () => webcrypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify'])

async function exportKey(x509: X509, key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

async function importKey(x509: X509, pem: string): Promise<webcrypto.CryptoKey> {
  const [raw] = x509.PemConverter.decode(pem)
  if (!raw) throw new TypeError('a PEM text holds a key')
  return webcrypto.subtle.importKey('pkcs8', raw, signingAlgorithm, false, ['sign'])
}
