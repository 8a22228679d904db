/** A rule with a word in it. */
export function Divider({ children }: { children: string }) {
  return <p class="kw-divider">{children}</p>
}
