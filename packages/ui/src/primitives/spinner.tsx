/** Something is under way. What, is said beside it. */
export function Spinner({ size }: { size?: 'large' }) {
  return <span class="kw-spinner" data-size={size} aria-hidden="true" />
}
