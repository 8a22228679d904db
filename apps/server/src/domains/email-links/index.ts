export { type ConfirmLink, createEmailLinksService, type EmailLinksService } from './email-links.service.ts'
export { createLinkUrls, type LinkUrlsService } from './link-urls.service.ts'
