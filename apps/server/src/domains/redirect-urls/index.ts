export { createRedirectUrlsService, type RedirectUrlsService } from './redirect-urls.service.ts'
