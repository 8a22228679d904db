import type { InstanceSettings } from '@keywright/contract'
import type { Instance } from '../instances/index.ts'
import type { Organization } from './organization.entity.ts'

/** Leaves room for what makes a slug unlike those there are. */
const slugMax = 56

/** Letters that no decomposition makes plain. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  þ: 'th',
}

/** What a name becomes in an address; may be empty, for names without a letter that fits. */
export function toSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđþ]/g, (letter) => plainLetters[letter] ?? '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, slugMax)
    .replaceAll(/^-+|-+$/g, '')
}

/** So many members it may have, and invitations that could become members; 0: any number. */
export function membershipLimitOf(
  { maxAllowedMemberships }: Pick<Organization, 'maxAllowedMemberships'>,
  { settings }: Pick<Instance, 'settings'>,
): number {
  return maxAllowedMemberships ?? settings.organizations.max_allowed_memberships
}

export function isDeletable(
  { adminDeleteEnabled }: Pick<Organization, 'adminDeleteEnabled'>,
  { organizations }: InstanceSettings,
): boolean {
  return adminDeleteEnabled ?? organizations.admin_delete_enabled
}
