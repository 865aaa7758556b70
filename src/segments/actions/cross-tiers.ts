import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { TierCross, TierRates } from '../contract-plane.js'
import type { TieringRun } from '../contract-tiering.js'
import { hiddenCells } from '../domain/hide-cells.js'
import { hidden } from '../domain/tier-figures.js'
import { tierMovesQuery } from '../sql/tier-reading.js'
import { visibleRows } from './read-tierings.js'
import { tieringRun, tieringRuns } from './tiering-runs.js'

/**
 * Customers of two tierings across each other; money is that of the rows' tiering, else of the columns'. Small counts are
 * hidden with what would tell them. @throws AppError TIERING_NOT_RUN, TIERING_RUN_UNKNOWN
 */
export async function crossTiers(context: Context, at: { readonly key: string; readonly run: number }, actor: Actor, other: { readonly with: string; readonly withRun?: number | undefined }): Promise<TierCross> {
  const [rows, columns] = [await tieringRun(context, at.key, at.run), await tieringRun(context, other.with, other.withRun)]
  const found = await context.warehouse.query(tierMovesQuery(rows.runId, columns.runId, visibleRows(actor)))
  const rowNumbers = numbersOf(rows, found.some(({ came }) => came === 0))
  const columnNumbers = numbersOf(columns, found.some(({ went }) => went === 0))
  const at2 = (came: number, went: number) => found.find((row) => row.came === came && row.went === went)
  const counts = rowNumbers.map((came) => columnNumbers.map((went) => Number(at2(came, went)?.n ?? 0)))
  const isHidden = hiddenCells(counts, actor.scope.minCell)
  const sums = { rows: counts.map(total), columns: columnNumbers.map((_, column) => total(counts.map((row) => row[column] ?? 0))) }
  const all = total(sums.rows)
  const isByRow = rows.money !== null
  const hasMoney = isByRow || columns.money !== null
  return {
    rows,
    columns,
    cells: rowNumbers.flatMap((came, row) =>
      columnNumbers.map((went, column) => {
        const place = { row: codeOf(rows, came), column: codeOf(columns, went) }
        if (isHidden[row]?.[column] === true) return { ...place, customers: null, rowShare: null, columnShare: null, tgi: null, money: null }
        const pair = at2(came, went)
        const shares = sharesOf(counts[row]?.[column] ?? 0, { row: sums.rows[row] ?? 0, column: sums.columns[column] ?? 0, all })
        return { ...place, ...shares, money: hasMoney ? ((isByRow ? pair?.before : pair?.after) ?? 0) : null }
      }),
    ),
    rowTotals: rowNumbers.map((came, row) => ({ cell: codeOf(rows, came), customers: hidden(sums.rows[row] ?? 0, actor.scope.minCell) })),
    columnTotals: columnNumbers.map((went, column) => ({ cell: codeOf(columns, went), customers: hidden(sums.columns[column] ?? 0, actor.scope.minCell) })),
  }
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

/** A cell's share of its row and column, and how far the first is over the column's share of all: 100 is even. */
function sharesOf(customers: number, sums: { readonly row: number; readonly column: number; readonly all: number }) {
  const [rowShare, expected] = [shareOf(customers, sums.row), shareOf(sums.column, sums.all)]
  const tgi = rowShare === null || expected === null || expected === 0 ? null : (rowShare / expected) * 100
  return { customers, rowShare, columnShare: shareOf(customers, sums.column), tgi }
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
/** Cells counted from 1, and 0 for who is not in the run. */
const numbersOf = (run: TieringRun, hasOutside: boolean): number[] => [...run.cells.map((_, at) => at + 1), ...(hasOutside ? [0] : [])]
const codeOf = (run: TieringRun, number: number): string | null => run.cells[number - 1]?.code ?? null

const MOST_STEPS = 12
const RANKED: readonly TieringRun['kind'][] = ['pyramid', 'funnel']

/**
 * From each of the last runs to the next: who rose of those there at both dates who were not in the highest cell, who fell of
 * those not in the lowest; nothing for cells without an order.
 */
export async function tierRates(context: Context, key: string, actor: Actor): Promise<TierRates> {
  const runs = (await tieringRuns(context, key)).slice(0, MOST_STEPS + 1).toReversed()
  const steps = runs.slice(1).flatMap((to, at) => (RANKED.includes(to.kind) && runs[at] !== undefined ? [{ from: runs[at], to }] : []))
  const points: TierRates['points'] = []
  for (const { from, to } of steps) points.push({ from: from.asOf, to: to.asOf, fromRun: from.runId, toRun: to.runId, ...(await ratesOf(context, from, to, actor)) })
  return { points }
}

async function ratesOf(context: Context, from: TieringRun, to: TieringRun, actor: Actor) {
  const found = await context.warehouse.query(tierMovesQuery(from.runId, to.runId, visibleRows(actor)))
  const rank = (code: string | undefined) => to.cells.findIndex((cell) => cell.code === code)
  const both = found.flatMap(({ came, went, n }) => (came === 0 || went === 0 ? [] : [{ before: rank(from.cells[came - 1]?.code), after: went - 1, n: Number(n) }])).filter(({ before }) => before >= 0)
  const count = (is: (move: (typeof both)[number]) => boolean) => total(both.filter(is).map(({ n }) => n))
  const top = to.cells.length - 1
  const rate = (moved: number, of: number) => {
    const told = { customers: hidden(moved, actor.scope.minCell), of: hidden(of, actor.scope.minCell) }
    return { ...told, rate: told.customers === null || told.of === null || of === 0 ? null : moved / of }
  }
  return {
    up: rate(count(({ before, after }) => after > before), count(({ before }) => before < top)),
    down: rate(count(({ before, after }) => after < before), count(({ before }) => before > 0)),
  }
}
