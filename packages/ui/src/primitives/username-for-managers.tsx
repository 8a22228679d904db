/** Tells password managers whose password this is (they ask for it), and nobody else anything. */
export function UsernameForManagers({ value }: { value: string }) {
  return (
    <input
      class="kw-sr-only"
      type="text"
      name="username"
      autocomplete="username"
      value={value}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  )
}
