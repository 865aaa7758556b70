import { fail } from '#kernel/error'
import type { z } from 'zod'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { listAttributes } from '#ingest'
import { bankTable, bankTableNames, type BankTableName } from '#ingest/contract'
import type { columnClassChangeSchema, ColumnClass } from '../contract.js'
import { defaultClass, isAuthenticationData, type DataClass } from '../domain/data-class.js'
import { dropClass, loadClasses, putClass, type ClassRow } from '../store/class-store.js'

interface KnownColumn {
  readonly table: BankTableName
  readonly column: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly data: DataClass
}

/** Every column of the bank model and of the bank's own attributes, with its class. */
export async function listClasses(context: Context): Promise<ColumnClass[]> {
  const [known, rows] = await Promise.all([knownColumns(context), loadClasses(context.ledger.db)])
  const overrides = new Map(rows.map((row) => [`${row.table_name}.${row.column_name}`, row]))
  return known.map((each) => toView(each, overrides.get(`${each.table}.${each.column}`)))
}

async function knownColumns(context: Context): Promise<KnownColumn[]> {
  const model = bankTableNames.flatMap((table) =>
    Object.entries(bankTable(table).columns).map(([column, spec]): KnownColumn => ({ table, column, name: { zh: spec.zh, en: spec.en }, data: defaultClass(table, column, spec) })),
  )
  const own = (await listAttributes(context.ledger)).map(
    ({ key, type, name }): KnownColumn => ({ table: 'customer', column: key, name, data: defaultClass('customer', key, { type: type }) }),
  )
  return [...model, ...own.filter((each) => !model.some(({ table, column }) => table === each.table && column === each.column))]
}

function toView({ table, column, name, data }: KnownColumn, row: ClassRow | undefined): ColumnClass {
  const shown = { table, column, name, ...data }
  if (row === undefined) return { ...shown, overridden: null }
  return { ...shown, class: row.class, level: row.level, sensitive: row.sensitive, overridden: { why: row.why, by: row.by_name, at: row.at } }
}

/** The class of a column a person chose instead of the default; audited. Identifiers stay at least C2 at level 3. */
export async function setClass(context: Context, table: string, column: string, change: z.infer<typeof columnClassChangeSchema>, actor: Actor): Promise<ColumnClass> {
  const before = await classOf(context, table, column)
  if (isAuthenticationData(column) && change.class !== 'C3') fail('COLUMN_CLASS_FIXED', { column }, 'class')
  if (before.identifier && (change.class === 'C1' || change.level < 3)) fail('COLUMN_CLASS_FIXED', { column }, 'class')
  await context.ledger.transaction(async (tx) => {
    await putClass(tx, { table_name: table, column_name: column, class: change.class, level: change.level, sensitive: change.sensitive, why: change.why, by_name: actor.name })
    const brief = ({ class: name, level, sensitive }: Pick<ColumnClass, 'class' | 'level' | 'sensitive'>) => ({ class: name, level, sensitive })
    await context.audit.record(actor, { action: 'classification.set', objectKind: 'column', objectKey: `${table}.${column}`, before: brief(before), after: brief(change), purpose: change.why }, tx)
  })
  return classOf(context, table, column)
}

/** Back to the default; audited. */
export async function resetClass(context: Context, table: string, column: string, actor: Actor): Promise<ColumnClass> {
  await classOf(context, table, column)
  await context.ledger.transaction(async (tx) => {
    const dropped = await dropClass(tx, table, column)
    if (dropped) await context.audit.record(actor, { action: 'classification.reset', objectKind: 'column', objectKey: `${table}.${column}` }, tx)
  })
  return classOf(context, table, column)
}

async function classOf(context: Context, table: string, column: string): Promise<ColumnClass> {
  const found = (await listClasses(context)).find((each) => each.table === table && each.column === column)
  return found ?? fail('COLUMN_UNKNOWN', { table, column })
}
