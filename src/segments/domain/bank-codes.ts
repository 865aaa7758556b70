import { nodesOf, type RuleDocument, type ValueDocument } from '#kernel/rule'
import type { BankTableName } from '#ingest/contract'

/** Columns that hold numbers a bank gives itself, and the table that lists them. Other codes are standards or the model's. */
const HOMES: Readonly<Record<string, { readonly table: BankTableName; readonly id: string }>> = {
  product_id: { table: 'product', id: 'product_id' },
  rm_emp_id: { table: 'employee', id: 'emp_id' },
  emp_id: { table: 'employee', id: 'emp_id' },
  main_org_id: { table: 'org', id: 'org_id' },
  org_id: { table: 'org', id: 'org_id' },
  benefit_id: { table: 'benefit', id: 'benefit_id' },
  employer_ent_id: { table: 'enterprise', id: 'ent_id' },
}

/** Numbers of a bank's own that a definition names in one column. */
export interface NamedCodes {
  readonly column: string
  readonly table: BankTableName
  readonly id: string
  readonly codes: readonly string[]
}

/** A bank's own numbers in documents: another bank has others. */
export function bankCodesIn(documents: readonly (RuleDocument | ValueDocument)[]): NamedCodes[] {
  const named = new Map<string, NamedCodes>()
  for (const { node } of documents.flatMap(nodesOf)) {
    if (node.kind !== 'compare' || (node.left.kind !== 'field' && node.left.kind !== 'attr')) continue
    const column = node.left.field
    const home = Object.hasOwn(HOMES, column) ? HOMES[column] : undefined
    const codes = [node.value].flat().filter((value) => typeof value === 'string')
    if (home === undefined || codes.length === 0) continue
    named.set(column, { column, ...home, codes: [...new Set([...(named.get(column)?.codes ?? []), ...codes])].sort() })
  }
  return [...named.values()]
}
