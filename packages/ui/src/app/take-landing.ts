import { type LinkLanding, takeLinkLanding } from '@keywright/js/flows'

/** Apart from the rest, because hardly any page was led to by a link. */
export const takeLanding = (page: Window): LinkLanding | null => takeLinkLanding(page)
