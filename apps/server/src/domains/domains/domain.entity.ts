/** A domain of an instance: its application's own (the primary one), or a satellite that shares its sessions. */
export interface Domain {
  id: string
  name: string
  isSatellite: boolean
  proxyUrl: string | null
  createdAt: Date
  updatedAt: Date
}
