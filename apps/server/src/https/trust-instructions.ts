/** How a person makes this machine trust the local authority. Nothing is installed without being asked. */
export function trustInstructions(
  {
    certificateFile,
    domain,
    port,
    appUrl,
  }: { certificateFile: string; domain: string; port: number; appUrl: string },
  platform: NodeJS.Platform = process.platform,
): string {
  const rows: [string, string][] = [
    ['Frontend API', `https://clerk.${domain}:${port}`],
    ['Account portal', `https://accounts.${domain}:${port}`],
    ['Your app', `https://app.${domain}:${port}  (from ${appUrl})`],
    ['Authority', certificateFile],
  ]
  const lines = rows.map(([name, value]) => `  ${name.padEnd(17)}${value}`)
  const trust = trustCommands(certificateFile, platform).map((command) => `    ${command}`)
  return [
    'Over https:',
    '',
    ...lines,
    '',
    '  Browsers must trust the authority once; it can vouch for names under .localhost only:',
    '',
    ...trust,
    '',
    `  Node.js: NODE_EXTRA_CA_CERTS=${certificateFile}`,
    '',
    '',
  ].join('\n')
}

function trustCommands(file: string, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin')
    return [`sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain "${file}"`]
  if (platform === 'win32') return [`certutil -user -addstore Root "${file}"`]
  return [
    `certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n keywright -i "${file}"   # Chromium; certutil is in libnss3-tools`,
    `sudo cp "${file}" /usr/local/share/ca-certificates/keywright.crt && sudo update-ca-certificates   # curl and others`,
  ]
}
