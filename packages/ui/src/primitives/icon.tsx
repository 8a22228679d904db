/** A drawing beside a text, in the colour of the text; it says nothing by itself. */
export function Icon({ drawing }: { drawing: string }) {
  return (
    <svg class="kw-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawing} />
    </svg>
  )
}
