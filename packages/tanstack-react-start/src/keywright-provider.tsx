import { FrameworkProvider, type FrameworkProviderProps } from '@keywright/react/internal'
import { ScriptOnce, useRouter } from '@tanstack/react-router'
import { findContext } from './start-context.ts'

export type KeywrightProviderProps = Omit<FrameworkProviderProps, 'router' | 'state'>

type State = FrameworkProviderProps['state']

/** Around the app, in the root route. What the middleware found out comes along with the page. */
export function KeywrightProvider(props: KeywrightProviderProps) {
  const { navigate, invalidate } = useRouter()
  const state = findState()
  const router = { push: (href: string) => navigate({ href }), reload: () => invalidate() }
  return (
    <>
      <ScriptOnce>{`window.${stateName}=${toScript(state)}`}</ScriptOnce>
      <FrameworkProvider ui={loadComponents} {...props} router={router} state={state} />
    </>
  )
}

const loadComponents = () => import('@keywright/ui')

const stateName = '__keywright_state'

function findState(): State {
  if (typeof window === 'undefined') return findContext()?.keywrightState as State
  return (window as { [stateName]?: State })[stateName]
}

/** Claims hold what people chose themselves: it must not end the element, nor be read as a line of the script. */
function toScript(state: State): string {
  return JSON.stringify(state ?? null).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
