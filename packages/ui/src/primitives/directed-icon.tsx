/** A drawing that points somewhere, and so turns round where text runs from right to left. */
export function DirectedIcon({ drawing }: { drawing: string }) {
  return (
    <svg class="kw-icon" viewBox="0 0 24 24" aria-hidden="true" data-directed="">
      <path d={drawing} />
    </svg>
  )
}
