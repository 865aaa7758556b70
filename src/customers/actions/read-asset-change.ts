import { addMonths, dayEnd, monthStart } from '#kernel/calendar'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { assetKinds, type AssetChange } from '../contract.js'
import { toAmount } from '../domain/amount.js'
import { classSteps, restOf, type AssetLevel } from '../domain/asset-steps.js'
import { moneyClasses } from '../domain/money-moves.js'
import type { CustomerPorts } from '../ports.js'
import { monthsQuery, type MonthRow } from '../sql/assets-query.js'
import { inOutQuery } from '../sql/in-out-query.js'
import { runsOf, warehouseInstant } from './ground.js'
import { openPerson } from './open-person.js'

const MOST = 36

function levelOf(row: MonthRow): AssetLevel {
  const part = (key: (typeof moneyClasses)[number]) => Number(row.parts[assetKinds.indexOf(key)] ?? 0)
  return { month: row.month_end, total: Number(row.total ?? 0), parts: moneyClasses.map(part) }
}

/** How a person's assets went from a month end so many months ago to the newest, by class and by what came in and left. */
export async function readAssetChange(context: Context, ports: CustomerPorts, custId: string, actor: Actor, asked: { readonly asOf?: string | undefined; readonly months: number }): Promise<AssetChange> {
  const person = await openPerson(context, ports, custId, actor, asked.asOf)
  const { view, who } = person
  const of = await runsOf(context, ['aum_month', 'txn'], person.asOf)
  const rows = await context.warehouse.query(monthsQuery(of('aum_month'), who, person.asOf, MOST))
  const [newest] = rows
  const oldest = newest === undefined ? '' : addMonths(monthStart(newest.month_end), -asked.months)
  const first = rows.findLast((row) => row.month_end >= oldest)
  if (newest === undefined || first === undefined || first === newest) return { from: null, to: null, ccy: view.ccy, exact: view.exact, start: null, end: null, inflow: null, outflow: null, rest: null, classes: [] }
  const [start, end] = [levelOf(first), levelOf(newest)]
  const levels = { from: start.month, to: end.month, ccy: view.ccy, exact: view.exact, start: toAmount(start.total, view), end: toAmount(end.total, view) }
  if (!view.exact) return { ...levels, inflow: null, outflow: null, rest: null, classes: [] }
  const zone = context.settings.timeZone
  const between = [warehouseInstant(dayEnd(start.month, zone)), warehouseInstant(dayEnd(end.month, zone))] as const
  const flow = of('txn').length === 0 ? undefined : (await context.warehouse.query(inOutQuery(of('txn'), who, ...between)))[0]
  const classes = classSteps(start, end)
  if (flow === undefined) return { ...levels, inflow: null, outflow: null, rest: null, classes }
  const moved = { inflow: Number(flow.inflow), outflow: Number(flow.outflow) }
  return { ...levels, ...moved, rest: restOf({ start: start.total, end: end.total }, moved), classes }
}
