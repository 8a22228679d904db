import { useEffect, useState } from 'preact/hooks'

/** Loaded when it is asked for; once more when its visitor asks again. */
export function useLoaded<Loaded>(isWanted: boolean, bring: () => Promise<Loaded>) {
  const [loaded, setLoaded] = useState<Loaded>()
  const [hasFailed, setFailed] = useState(false)
  const load = () => {
    setFailed(false)
    bring().then(setLoaded, () => setFailed(true))
  }
  useEffect(() => {
    if (isWanted && !loaded) load()
  }, [isWanted])
  return { loaded, hasFailed, load }
}
