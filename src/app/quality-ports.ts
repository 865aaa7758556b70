import { AppError } from '#kernel/error'
import { findPeople, type Access } from '#platform/access'
import type { Context } from '#platform/context'
import type { LoadWatch } from '#ingest'
import { metricSchema } from '#insight/contract'
import { listClasses } from '#privacy'
import { observeIdentifiers, type BankColumnUse, type QualityPorts } from '#quality'
import { evaluationSchema } from '#review/contract'
import { findLists, getList } from '#strategy'

/** What a frozen list reads of every customer, whatever its segment. */
const GATE_COLUMNS = ['birth_date', 'deceased_flag', 'minor_flag', 'staff_flag', 'status', 'marketing_consent', 'do_not_contact']

/** What the quality room is told by the rooms after it. */
export function qualityPorts(context: Context, access: Access): QualityPorts {
  return {
    async people(tell) {
      const roles = tell.flatMap((each) => ('role' in each ? [each.role] : []))
      const logins = tell.flatMap((each) => ('login' in each ? [each.login] : []))
      const ids = tell.flatMap((each) => ('person' in each ? [each.person] : []))
      const people = await findPeople(access.options.ledger.db, { roles, logins, ids })
      return people.map(({ id, displayName, login }) => ({ id, name: displayName, login }))
    },
    columnsOf,
    async listsOf(strategy) {
      return (await findLists(context, strategy)).map(({ id, asOf, size }) => ({ id, asOf, size }))
    },
    async strategyOf(listId) {
      try {
        return (await getList(context.ledger.db, listId)).strategy
      } catch (cause) {
        if (cause instanceof AppError && cause.code === 'NOT_FOUND') return null
        throw cause
      }
    },
    async classes() {
      return new Map((await listClasses(context)).map((column) => [`${column.table}.${column.column}`, column]))
    },
  }
}

/** Bank columns that definitions read without naming them in a rule. */
function columnsOf(kind: string, body: unknown): BankColumnUse[] {
  const of = (table: string, columns: readonly string[]) => columns.map((column) => ({ table, column }))
  if (kind === 'strategy') return of('customer', GATE_COLUMNS)
  if (kind === 'metric') {
    const metric = metricSchema.safeParse(body)
    return metric.success ? of('outcome', ['metric', metric.data.of === 'money' ? 'value' : 'count', 'ts']) : []
  }
  if (kind !== 'evaluation') return []
  const evaluation = evaluationSchema.safeParse(body)
  return evaluation.success && 'campaign' in evaluation.data.of ? of('touch', ['campaign', 'arm', 'ts']) : []
}

/** What the quality room does when a file is loaded: looks on at identifiers, then judges what came, as a job of its own. */
export function loadWatch(context: Context): LoadWatch {
  return {
    identifiers: (loadId) => observeIdentifiers(context, loadId),
    async loaded({ source, businessDate }, actor) {
      await context.jobs.start('quality.check', { source, asOf: businessDate }, actor, { subject: source })
    },
  }
}
