import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { findByIdentifier } from '#identity'
import { maskValue } from '#privacy/contract'
import type { CustomerSearch } from '../contract.js'
import type { CustomerPorts } from '../ports.js'

const KINDS = { mobile: 'mobile', idNo: 'id_no', email: 'email', name: 'name' } as const
const SHORTEST_PURPOSE = 4

/** Customer numbers with a direct identifier; the identity room hashes it, finds it and audits who asked and why. */
export async function findIdentified(context: Context, ports: CustomerPorts, asked: Pick<CustomerSearch, 'by' | 'text' | 'purpose'>, actor: Actor): Promise<string[]> {
  if (asked.by === 'custId') return [asked.text]
  const purpose = (asked.purpose ?? '').trim()
  if (purpose.length < SHORTEST_PURPOSE) fail('CUSTOMER_PURPOSE_NEEDED', {}, 'purpose')
  const found = await findByIdentifier(context, { orgPaths: () => ports.orgs(), mask: maskValue }, { kind: KINDS[asked.by], value: asked.text, purpose }, actor)
  return found.items.map(({ custId }) => custId)
}
