import { bankTable, type BankColumn, type BankTableName } from '#ingest/contract'
import { type Check, type CheckKind, checkTakes, type QualityRuleBody, takesColumn } from '#quality/contract'

/** A check while it is filled in: what it still lacks or has wrong, the server's check says. */
export type CheckDraft = { readonly [Kind in CheckKind]: { readonly kind: Kind } & Partial<Omit<Extract<Check, { kind: Kind }>, 'kind'>> }[CheckKind]

export type CheckDraftOf<Kind extends CheckKind> = Extract<CheckDraft, { kind: Kind }>

/** A rule while it is filled in. */
export type RuleDraft = Partial<Omit<QualityRuleBody, 'check'>> & { readonly check: CheckDraft }

export const checkKinds = ['completeness', 'validity', 'range', 'referential', 'uniqueness', 'timeliness', 'volume', 'drift', 'unit-change', 'reconciliation'] as const satisfies readonly CheckKind[]

/** What a new check of a kind starts from; its defaults are those of the server, written out. */
export function freshCheck(kind: CheckKind): CheckDraft {
  switch (kind) {
    case 'completeness':
    case 'range':
    case 'referential':
    case 'uniqueness':
      return { kind, minShare: 1 }
    case 'validity':
      return { kind, test: 'values', minShare: 1 }
    case 'timeliness':
      return { kind, by: '09:00', dayOffset: 1 }
    case 'volume':
      return { kind, weeks: 4, tolerance: 0.5, weekdaysOnly: false, holidays: [], minRows: 100 }
    case 'drift':
      return { kind, days: 30, max: 0.25, buckets: 10, minRows: 100 }
    case 'unit-change':
      return { kind, days: 30, tolerance: 0.15, minRows: 20 }
    case 'reconciliation':
      return { kind, left: { table: 'txn', column: 'amount', measure: 'sum' }, right: { table: 'aum_daily', column: 'deposit', measure: 'change' }, days: 1, tolerance: 0.001 }
  }
}

export const freshRule = (): RuleDraft => ({ table: 'customer', columns: [], check: freshCheck('completeness'), severity: 'warn', tell: [{ role: 'DATA_STEWARD' }] })

/** The body of a definition as it was saved; a new rule's when it holds none. */
export function draftOf(body: unknown): RuleDraft {
  return typeof body === 'object' && body !== null && 'check' in body ? (body as RuleDraft) : freshRule()
}

/** The rule with a check of another kind: columns it cannot be about go, and what belongs to a table when it has none. */
export function withKind(draft: RuleDraft, kind: CheckKind): RuleDraft {
  const { table, columns = [], ...rest } = draft
  const most = checkTakes[kind].columns[1]
  const kept = columns.filter((name) => {
    const column = table === undefined ? undefined : bankTable(table).columns[name]
    return column === undefined || takesColumn(kind, column)
  })
  const check = freshCheck(kind)
  if (kind === 'reconciliation') return { ...rest, check, columns: [] }
  return { ...rest, ...(table === undefined ? {} : { table }), columns: kept.slice(0, most), check }
}

export interface ColumnChoice {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly column: Pick<BankColumn, 'type' | 'identifier' | 'values'>
}

/** Columns of a table a check of the kind can be about; `own` are the bank's own attributes of a customer. */
export function columnChoices(table: BankTableName | undefined, kind: CheckKind, own: readonly ColumnChoice[]): readonly ColumnChoice[] {
  if (table === undefined) return []
  const model = Object.entries(bankTable(table).columns).map(([name, column]) => ({ name, zh: column.zh, en: column.en, column }))
  return [...model, ...(table === 'customer' ? own : [])].filter(({ column }) => takesColumn(kind, column))
}
