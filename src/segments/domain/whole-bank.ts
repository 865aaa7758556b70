import type { Scope } from '#platform/access/contract'

/** Whether somebody may see every customer of the bank. */
export function seesWholeBank({ orgPaths, ownBookOf }: Scope): boolean {
  return orgPaths.includes('/') && ownBookOf === undefined
}
