import type { Instance } from '../instances/index.ts'

export interface ImagesContext {
  instance: Pick<Instance, 'isDefault' | 'slug'>
  /** Where this server is by its configuration, never as a request reached it: one image has one address. */
  publicUrl: string
}

/** Below it are the images of an instance. */
export const imagesUrl = ({ instance, publicUrl }: ImagesContext): string =>
  `${publicUrl}${instance.isDefault ? '' : `/i/${instance.slug}`}/images`
