export { initialsOf } from './images.policy.ts'
export type { StoredImage } from './images.repository.ts'
export { createImagesService, type ImagesService } from './images.service.ts'
export { type ImagesContext, imagesUrl } from './images-url.ts'
