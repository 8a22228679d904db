import { UserButton } from '@keywright/expo/web'
import '@keywright/ui/user-styles.css'

export const AccountButton = () => <UserButton />
