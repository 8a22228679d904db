import { useAuth } from '@keywright/expo'
import { Button } from './parts'

export function AccountButton() {
  const { signOut } = useAuth()
  return <Button onPress={() => void signOut()}>Sign out</Button>
}
