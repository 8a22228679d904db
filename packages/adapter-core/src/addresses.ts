import { publicUrlOf, withoutPayload } from '@keywright/backend/internal'

/** The page that is asked for as the browser knows it: behind a proxy, the address of that. */
export const pageOf = (request: Request): URL => withoutPayload(publicUrlOf(request))
