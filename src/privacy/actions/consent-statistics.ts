import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { PrivacyPorts } from '../ports.js'
import { monthsQuery, statisticsQuery } from '../sql/statement-queries.js'
import { visibleIds } from '../sql/subject-queries.js'
import { statementGround, visibleSubjects } from './find-subject.js'
import { purposeCodes } from './purpose-registry.js'

/** What the customers in reach said last, by purpose and channel, and how many statements each month brought. */
export async function consentStatistics(context: Context, ports: PrivacyPorts, actor: Actor) {
  const { from, visible } = await visibleSubjects(context, ports, actor)
  const ground = await statementGround(context)
  const purposes = await purposeCodes(context)
  const reach = visibleIds(from, visible)
  const [items, months] = await Promise.all([
    context.warehouse.query(statisticsQuery(ground, purposes, reach)),
    context.warehouse.query(monthsQuery(ground, purposes, reach, context.settings.timeZone)),
  ])
  const shown = (text: string) => (Number(text) > 0 && Number(text) < actor.scope.minCell ? null : Number(text))
  const counts = (row: { granted: string; refused: string }) => ({ granted: shown(row.granted), refused: shown(row.refused) })
  return {
    items: items.map((row) => ({ purpose: row.purpose, channel: row.channel, ...counts(row) })),
    months: months.map((row) => ({ month: row.month, purpose: row.purpose, ...counts(row) })),
  }
}
