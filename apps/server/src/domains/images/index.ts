export { initialsOf } from './images.policy.ts'
export { createImagesService, type ImagesService } from './images.service.ts'
