import type { Permission } from '#platform/access/contract'

/** Who may do what with consents, classes, clear values, requests and keys. */
export const privacyPolicy = {
  read: 'privacy.read',
  manage: 'privacy.manage',
  customer: 'customer.read',
  consent: 'consent.write',
  unmask: 'customer.unmask',
  keys: 'system.manage',
} as const satisfies Record<string, Permission>
