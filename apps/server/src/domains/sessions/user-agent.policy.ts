/** What a `User-Agent` header tells of a device, as far as people care when they look through their sessions. */
export interface DeviceDescription {
  isMobile: boolean
  deviceType?: string
  browserName?: string
  browserVersion?: string
}

/** Order matters: browsers name those they descend from, so the most particular name comes first. */
const browsers: readonly [name: string, pattern: RegExp][] = [
  ['Edge', /\b(?:Edg|EdgA|EdgiOS|Edge)\/([\d.]+)/],
  ['Opera', /\b(?:OPR|Opera)\/([\d.]+)/],
  ['Samsung Internet', /\bSamsungBrowser\/([\d.]+)/],
  ['Vivaldi', /\bVivaldi\/([\d.]+)/],
  ['Electron', /\bElectron\/([\d.]+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/([\d.]+)/],
  ['Headless Chrome', /\bHeadlessChrome\/([\d.]+)/],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium)\/([\d.]+)/],
  ['Safari', /\bVersion\/([\d.]+).*\bSafari\//],
]

const devices: readonly [name: string, pattern: RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Chromebook', /\bCrOS\b/],
  ['Macintosh', /\bMac(?:intosh| OS X)\b/],
  ['Windows', /\bWindows\b/],
  ['Linux', /\bLinux\b|\bX11\b/],
]

/** Reads the parts of a user agent that are worth showing. What is not recognised is left out. */
export function describeDevice(userAgent: string): DeviceDescription {
  // Longer texts are not made by browsers, and patterns should not be run over them.
  const text = userAgent.slice(0, 512)
  const device = devices.find(([, pattern]) => pattern.test(text))?.[0]
  const browser = browsers
    .map(([name, pattern]) => ({ name, version: pattern.exec(text)?.[1] }))
    .find(({ version }) => version !== undefined)
  return {
    isMobile: /\bMobi|\bAndroid\b|\biPad\b|\biPhone\b/.test(text),
    ...(device === undefined ? {} : { deviceType: device }),
    ...(browser?.version === undefined ? {} : { browserName: browser.name, browserVersion: browser.version }),
  }
}
