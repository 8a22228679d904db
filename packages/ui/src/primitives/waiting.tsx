import { Spinner } from './spinner.tsx'

/** Something elsewhere is waited for. */
export function Waiting({ children }: { children: string }) {
  return (
    <p class="kw-waiting">
      <Spinner />
      {children}
    </p>
  )
}
