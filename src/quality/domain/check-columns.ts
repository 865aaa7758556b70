import type { BankColumn, BankType } from '#ingest/contract'
import type { Check, CheckKind } from './rule-body.js'

export const NUMBERS: readonly BankType[] = ['int', 'decimal', 'money']
const TEXTS: readonly BankType[] = ['text', 'enum', 'json']

/** How many columns a check takes, and of which types. */
export const TAKES: Readonly<Record<CheckKind, { readonly columns: readonly [number, number]; readonly types?: readonly BankType[] }>> = {
  completeness: { columns: [1, 10] },
  validity: { columns: [1, 1] },
  range: { columns: [1, 1], types: NUMBERS },
  referential: { columns: [1, 1], types: TEXTS },
  uniqueness: { columns: [1, 10] },
  timeliness: { columns: [0, 0] },
  volume: { columns: [0, 0] },
  drift: { columns: [1, 1], types: [...NUMBERS, 'enum', 'bool'] },
  'unit-change': { columns: [1, 1], types: NUMBERS },
  reconciliation: { columns: [0, 0] },
}

export type ValidityTest = Extract<Check, { kind: 'validity' }>['test']

/** Types a test of validity reads; identifiers are judged while they are sealed, by the tests that fit them. */
const READS: Readonly<Record<ValidityTest, readonly BankType[]>> = {
  pattern: TEXTS, values: TEXTS, json: ['json', 'text'], date: ['date', 'instant'], 'id-checksum': [], mobile: [], email: [],
}

/** Whether a test of validity can read a column. */
export function readsColumn(test: ValidityTest, { type, identifier }: Pick<BankColumn, 'type' | 'identifier'>): boolean {
  if (identifier === undefined) return READS[test].includes(type)
  return (identifier === 'id_no' ? 'id-checksum' : identifier) === test
}

/** Whether a rule of a kind can be about a column: its type is read, and a sealed one by validity only. */
export function takesColumn(kind: CheckKind, { type, identifier }: Pick<BankColumn, 'type' | 'identifier'>): boolean {
  if (kind === 'validity') return true
  return identifier === undefined && (TAKES[kind].types?.includes(type) ?? true)
}
