/** Whether a page may be left for it: an address that runs a script is none. */
export const isWebUrl = (url: string | null | undefined): url is string => /^https?:\/\//.test(url ?? '')
