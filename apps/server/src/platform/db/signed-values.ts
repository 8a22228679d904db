/** Values of a filter, each with `+` (wanted, as without a sign) or `-` (not wanted) before it. */
export function signedValues(values: readonly string[] = []): { included: string[]; excluded: string[] } {
  return {
    included: values.filter((value) => !value.startsWith('-')).map((value) => value.replace(/^\+/, '')),
    excluded: values.filter((value) => value.startsWith('-')).map((value) => value.slice(1)),
  }
}
