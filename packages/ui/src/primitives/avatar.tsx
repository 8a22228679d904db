import { useUi } from './ui-context.ts'

/** A picture of somebody, or the first letters of their name. The name itself stands beside it. Organizations are square. */
export function Avatar(props: {
  name: string
  imageUrl: string | null
  size?: 'small' | 'large'
  shape?: 'square' | undefined
}) {
  const { slot } = useUi()
  const { name, imageUrl, size, shape } = props
  if (imageUrl)
    return <img class={slot('avatar')} data-size={size} data-shape={shape} src={imageUrl} alt="" />
  return (
    <span class={slot('avatar')} data-size={size} data-shape={shape} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}

/** The first letters of the first and the last word. */
function initialsOf(name: string): string {
  const words = name.split(/[\s@.]+/).filter(Boolean)
  const [first = '', last = ''] = name.includes('@')
    ? words
    : [words[0], words.length > 1 ? words.at(-1) : '']
  const letters = [first, name.includes('@') ? '' : last].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase()
}
