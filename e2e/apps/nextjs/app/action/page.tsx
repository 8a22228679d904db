import { WhoButton } from './who-button.tsx'

export default function ActionPage() {
  return <WhoButton />
}
