/**
 * The stylesheet of sign-in and sign-up as text, for apps whose bundler would take it apart: one that writes `light-dark()` for older browsers
 * needs the page's own stylesheet to say how.
 */
import { adoptStyles } from './app/adopt-styles.ts'
import text from './styles/index.css?inline'

export const css: string = text

/** Adds the rules to the page, which any policy allows. */
export function adopt(): void {
  adoptStyles(css)
}
