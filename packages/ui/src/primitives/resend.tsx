import { useEffect, useState } from 'preact/hooks'
import type { Translate } from '../localization/translate.ts'
import { LinkButton } from './text-link.tsx'

/** Asks for another message, once some time has passed. The seconds are seen and not announced. */
export function Resend(props: {
  kind: 'code' | 'link'
  resendAt: number | null
  t: Translate
  onResend: () => void
}) {
  const { kind, resendAt, t, onResend } = props
  const seconds = useSecondsUntil(resendAt)
  return (
    <LinkButton onClick={onResend} isDisabled={seconds > 0}>
      {seconds > 0 ? t(`${kind}.resendIn`, { count: seconds }) : t(`${kind}.resend`)}
    </LinkButton>
  )
}

function useSecondsUntil(time: number | null): number {
  const [now, setNow] = useState(Date.now)
  const seconds = time === null ? 0 : Math.max(0, Math.ceil((time - now) / 1000))
  const isWaiting = seconds > 0
  useEffect(() => {
    setNow(Date.now())
    if (!isWaiting) return
    const ticking = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(ticking)
  }, [time, isWaiting])
  return seconds
}
