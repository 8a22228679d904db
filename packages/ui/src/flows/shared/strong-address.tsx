/** An address inside a sentence, whichever way the sentence runs. */
export function StrongAddress({ children }: { children: string }) {
  return (
    <strong>
      <bdi>{children}</bdi>
    </strong>
  )
}
