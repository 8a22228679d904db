import { escapeHtml } from '../../platform/mail/html.ts'

/** What each mail is about. The keys are the names of the mails. */
export interface TemplateVariables {
  /** A code that proves an address, at sign-up, at sign-in or on a profile. */
  verification_code: { code: string; minutes: number }
  /** A link that proves an address. `requestedFrom` says on what device it was asked for. */
  magic_link: { url: string; minutes: number; requestedFrom?: string }
  /** A code that proves that an organization belongs to the domain of the address. */
  affiliation_code: { code: string; minutes: number; domain: string; organizationName: string }
  reset_password_code: { code: string; minutes: number }
  password_changed: { emailAddress: string }
  password_removed: { emailAddress: string }
  totp_added: { emailAddress: string }
  totp_removed: { emailAddress: string }
  backup_codes_created: { emailAddress: string }
  primary_email_address_changed: { newEmailAddress: string }
  /** To the owner of an address with which somebody tried to sign up again. */
  account_exists: { signInUrl: string }
  /** To somebody who is asked to join an organization. `days`: absent, it does not run out. */
  organization_invitation: {
    url: string
    organizationName: string
    inviterName: string | undefined
    days: number | undefined
  }
}

export type TemplateName = keyof TemplateVariables

/** A mail’s words. */
export interface MessageContent {
  subject: string
  text: string
  html: string
}

interface Frame {
  /** The name of the app the user knows. */
  applicationName: string
  supportEmail: string
}

/** Paragraphs of a mail: plain ones, a code to read, or a link to press. */
type Part = string | { code: string } | { link: string; label: string }

type Draft = { subject: string; parts: Part[] }

const notYou = 'If you did not ask for this, you can ignore this message: nothing happens without it.'

const drafts: { [Name in TemplateName]: (variables: TemplateVariables[Name], frame: Frame) => Draft } = {
  verification_code: ({ code, minutes }, { applicationName }) => ({
    subject: `${code} is your ${applicationName} verification code`,
    parts: [
      `Enter this code in ${applicationName}:`,
      { code },
      `It works once and for ${minutes} minutes. Never tell it to anybody.`,
      notYou,
    ],
  }),
  magic_link: ({ url, minutes, requestedFrom }, { applicationName }) => ({
    subject: `Your link for ${applicationName}`,
    parts: [
      `Open this link to continue in ${applicationName}:`,
      { link: url, label: `Continue in ${applicationName}` },
      `It works once and for ${minutes} minutes.`,
      ...(requestedFrom ? [`It was asked for from: ${requestedFrom}.`] : []),
      notYou,
    ],
  }),
  affiliation_code: ({ code, minutes, domain, organizationName }, { applicationName }) => ({
    subject: `${code} verifies ${domain} for ${organizationName}`,
    parts: [
      `The organization ${organizationName} says that it belongs to ${domain}. If that is right, enter this code in ${applicationName}:`,
      { code },
      `It works once and for ${minutes} minutes. People with an address of ${domain} may then be asked to join the organization.`,
      notYou,
    ],
  }),
  reset_password_code: ({ code, minutes }, { applicationName }) => ({
    subject: `${code} is your ${applicationName} password reset code`,
    parts: [
      `Enter this code in ${applicationName} to choose a new password:`,
      { code },
      `It works once and for ${minutes} minutes. Never tell it to anybody.`,
      notYou,
    ],
  }),
  password_changed: ({ emailAddress }, frame) => ({
    subject: `Your ${frame.applicationName} password was changed`,
    parts: [`The password of the account ${emailAddress} was changed.`, contact(frame)],
  }),
  password_removed: ({ emailAddress }, frame) => ({
    subject: `Your ${frame.applicationName} password was removed`,
    parts: [`The account ${emailAddress} no longer has a password.`, contact(frame)],
  }),
  totp_added: ({ emailAddress }, frame) => ({
    subject: `An authenticator app was added to your ${frame.applicationName} account`,
    parts: [
      `From now on, signing in to the account ${emailAddress} needs a code of that app, too.`,
      contact(frame),
    ],
  }),
  totp_removed: ({ emailAddress }, frame) => ({
    subject: `The authenticator app was removed from your ${frame.applicationName} account`,
    parts: [
      `Signing in to the account ${emailAddress} no longer needs a code of an authenticator app.`,
      contact(frame),
    ],
  }),
  backup_codes_created: ({ emailAddress }, frame) => ({
    subject: `New backup codes for your ${frame.applicationName} account`,
    parts: [
      `New backup codes were made for the account ${emailAddress}. Those before no longer work.`,
      contact(frame),
    ],
  }),
  primary_email_address_changed: ({ newEmailAddress }, frame) => ({
    subject: `Your ${frame.applicationName} email address was changed`,
    parts: [`The main email address of your account is now ${newEmailAddress}.`, contact(frame)],
  }),
  account_exists: ({ signInUrl }, { applicationName }) => ({
    subject: `You already have an account at ${applicationName}`,
    parts: [
      `Somebody, perhaps you, tried to sign up at ${applicationName} with this address. You have an account already.`,
      { link: signInUrl, label: 'Sign in' },
      'If it was not you, you can ignore this message: your account has not changed.',
    ],
  }),
  organization_invitation: ({ url, organizationName, inviterName, days }, { applicationName }) => ({
    subject: inviterName
      ? `${inviterName} invited you to join ${organizationName}`
      : `${organizationName} invites you to join`,
    parts: [
      inviterName
        ? `${inviterName} invited you to join ${organizationName} in ${applicationName}.`
        : `${organizationName} invites you to join it in ${applicationName}.`,
      { link: url, label: `Join ${organizationName}` },
      `The invitation is for you alone${days === undefined ? '' : `, and works for ${days === 1 ? 'one day' : `${days} days`}`}.`,
      'If you do not know who invited you, you can ignore this message: nothing happens without it.',
    ],
  }),
}

function contact({ supportEmail }: Frame): string {
  const who = supportEmail === '' ? 'the people who run the app' : supportEmail
  return `If it was not you, reset your password and write to ${who} at once.`
}

/** Writes a mail as plain text and as HTML. Every value is escaped: names are chosen by strangers. */
export function renderMessage<Name extends TemplateName>(
  name: Name,
  variables: TemplateVariables[Name],
  frame: Frame,
): MessageContent {
  const { subject, parts } = drafts[name](variables, frame)
  return {
    // A line break would end the header (RFC 5322 §2.2).
    subject: subject.replaceAll(/\s+/g, ' '),
    text: `${parts.map(toText).join('\n\n')}\n`,
    html: page(parts.map(toHtml).join('\n'), frame.applicationName),
  }
}

function toText(part: Part): string {
  if (typeof part === 'string') return part
  return 'code' in part ? part.code : part.link
}

function toHtml(part: Part): string {
  if (typeof part === 'string') return `<p style="margin:0 0 16px">${escapeHtml(part)}</p>`
  if ('code' in part) {
    return `<p style="margin:0 0 16px;font:600 28px/1.2 ui-monospace,monospace;letter-spacing:.2em">${escapeHtml(part.code)}</p>`
  }
  const style =
    'display:inline-block;padding:10px 18px;border-radius:6px;background:#1d4ed8;color:#fff;text-decoration:none'
  const address = escapeHtml(part.link)
  return `<p style="margin:0 0 16px"><a href="${address}" style="${style}">${escapeHtml(part.label)}</a></p>
<p style="margin:0 0 16px;font-size:13px;word-break:break-all;color:#555">${address}</p>`
}

/** Nothing is fetched from anywhere: no images, no fonts, no tracking. */
function page(body: string, applicationName: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(applicationName)}</title></head>
<body style="margin:0;padding:24px;background:#f6f6f7;color:#111;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:480px;margin:0 auto;padding:24px;background:#fff;border-radius:8px">
${body}
</div>
</body>
</html>
`
}
