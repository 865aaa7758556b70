import { dayEnd } from '#kernel/calendar'
import { fail } from '#kernel/error'
import { identifier } from '#kernel/sql'
import { scopeCondition, type Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import type { SubjectState } from '../contract.js'
import type { PrivacyPorts } from '../ports.js'
import { theseCustomers, type StatementGround, type Subjects } from '../sql/statement-queries.js'
import { subjectBase, subjectQuery, subjectsQuery, subjectStatePageQuery, type SubjectRow } from '../sql/subject-queries.js'

const visibleTo = (actor: Actor) => scopeCondition(actor.scope, { orgPath: identifier('base', 'org_path'), rm: identifier('base', 'rm') })

/** FROM of the bank's customers today, and the condition for who the actor may see. */
export async function visibleSubjects(context: Context, ports: Pick<PrivacyPorts, 'orgPaths'>, actor: Actor) {
  const runs = await bankRuns(context.runs, 'customer', await context.businessClock.today())
  return { from: subjectBase(runs, await ports.orgPaths()), visible: visibleTo(actor) }
}

/** A customer within the actor's reach; another reads as one that is not there. @throws AppError NOT_FOUND */
export async function findSubject(context: Context, ports: Pick<PrivacyPorts, 'orgPaths'>, custId: string, actor: Actor): Promise<SubjectRow> {
  const { from, visible } = await visibleSubjects(context, ports, actor)
  return (await context.warehouse.query(subjectQuery(from, custId, visible)))[0] ?? fail('NOT_FOUND', { what: 'customer' })
}

/** Those of some customers who are within the actor's reach, by number, each with where their rows are kept. */
export async function subjectsInReach(context: Context, ports: Pick<PrivacyPorts, 'orgPaths'>, custIds: readonly string[], actor: Actor): Promise<ReadonlyMap<string, string>> {
  if (custIds.length === 0) return new Map()
  const { from, visible } = await visibleSubjects(context, ports, actor)
  return new Map((await context.warehouse.query(subjectsQuery(from, custIds, visible))).map((row) => [row.cust_id, row.shard_key]))
}

/** Only this customer. */
export function onlyThis(subject: Pick<SubjectRow, 'cust_id' | 'cust_no'>): Subjects {
  return theseCustomers([subject])
}

/** What counts as said today: the bank's rows of the business date, and everything written here. */
export async function statementGround(context: Context): Promise<StatementGround> {
  const today = await context.businessClock.today()
  const [consentRuns, preferenceRuns] = await Promise.all([bankRuns(context.runs, 'consent', today), bankRuns(context.runs, 'contact_pref', today)])
  return { consentRuns, preferenceRuns, until: dayEnd(today, context.settings.timeZone), ownUntil: null }
}

/** Whether a customer's data may be used. */
export async function stateOf(context: Context, subject: Pick<SubjectRow, 'cust_id' | 'cust_no'>): Promise<SubjectState> {
  const row = (await context.warehouse.query(subjectStatePageQuery(onlyThis(subject))))[0]
  return row?.state === 'restricted' || row?.state === 'erased' ? row.state : 'none'
}

/** An instant of the warehouse as ISO text. */
export function isoOf(ts: string): string {
  return `${ts.replace(' ', 'T')}Z`
}

/** An instant as the warehouse takes it. */
export function warehouseTs(iso: string): string {
  return iso.replace('T', ' ').replace('Z', '')
}
