import { UserButton } from '@keywright/expo/web'

export const AccountButton = () => <UserButton />
