/** A drawing beside a text, in the colour of the text; it says nothing by itself. */
export function Icon({ drawing }: { drawing: string }) {
  return (
    <svg class="kw-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawing} />
    </svg>
  )
}

/** One that points somewhere, and so turns round where text runs from right to left. */
export function DirectedIcon({ drawing }: { drawing: string }) {
  return (
    <svg class="kw-icon" viewBox="0 0 24 24" aria-hidden="true" data-directed="">
      <path d={drawing} />
    </svg>
  )
}
