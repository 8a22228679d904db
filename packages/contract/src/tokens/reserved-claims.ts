const templateClaims = ['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub']

/**
 * Claims that only the server sets (wire contract 5.3 and 5.5): in every token made from a template, and, since they decide
 * about access, more of them in session tokens.
 */
export const reservedClaims: Record<'session' | 'template', ReadonlySet<string>> = {
  template: new Set(templateClaims),
  session: new Set([
    ...templateClaims,
    ...['sid', 'v', 'fva', 'sts', 'act', 'o', 'fea', 'pla', 'kwv', 'handshake'],
    ...['org_id', 'org_role', 'org_slug', 'org_permissions'],
  ]),
}

/** The first of the claims that only the server may set; `undefined` when all are free to choose. */
export function findReservedClaim(
  claims: Readonly<Record<string, unknown>>,
  kind: 'session' | 'template',
): string | undefined {
  return Object.keys(claims).find((name) => reservedClaims[kind].has(name))
}
