/** A product that uses Keywright; its instances are in the directory. */
export interface Application {
  id: string
  name: string
  isSystem: boolean
}
