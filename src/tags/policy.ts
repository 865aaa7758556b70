import { fail } from '#kernel/error'
import type { Actor, Permission } from '#platform/access/contract'

/** Who may do what with tags; building from tables quality blocks is for who answers for the data. */
export const tagPolicy = { read: 'tag.read', write: 'tag.write', mark: 'tag.mark', readCustomers: 'customer.read', export: 'customer.export', overBlock: 'data.load' } as const satisfies Record<string, Permission>

/** Moving a request for a tag on is for who may write tags. @throws AppError FORBIDDEN */
export function requireWriter(actor: Actor): void {
  if (!mayWrite(actor)) fail('FORBIDDEN', { permission: tagPolicy.write })
}

export function mayWrite(actor: Actor): boolean {
  return actor.permissions.includes(tagPolicy.write)
}

/** Sample customers of a comparison are shown to who may look at customers. */
export function maySeeCustomers(actor: Actor): boolean {
  return actor.permissions.includes('customer.read')
}

/** @throws AppError FORBIDDEN */
export function requireOverBlock(actor: Actor): void {
  if (!actor.permissions.includes(tagPolicy.overBlock)) fail('FORBIDDEN', { permission: tagPolicy.overBlock })
}
