import { fail } from '#kernel/error'
import type { Actor, Permission } from '#platform/access/contract'

/** Who may do what with tags; building from tables quality blocks is for who answers for the data. */
export const tagPolicy = { read: 'tag.read', write: 'tag.write', overBlock: 'data.load' } as const satisfies Record<string, Permission>

/** @throws AppError FORBIDDEN */
export function requireOverBlock(actor: Actor): void {
  if (!actor.permissions.includes(tagPolicy.overBlock)) fail('FORBIDDEN', { permission: tagPolicy.overBlock })
}
