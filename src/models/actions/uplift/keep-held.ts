import type { HeldBack, TreatedRows } from '#kernel/learn'
import type { Context } from '#platform/context'
import { HELD_COLUMNS, HELD_NUMBERS, insertHeld } from '../../sql/uplift/held-queries.js'

/** Table of the scores of training rows by models that had not seen the customer. */
export function heldTableOf(runId: number): string {
  return `model_held_${runId}`
}

/** Table a run works in. */
export function workTableOf(runId: number): string {
  return `model_raw_${runId}`
}

const CHUNK = 100_000

export interface KeepHeld {
  readonly runId: number
  readonly rows: string
  readonly data: TreatedRows
  readonly custNo: Float64Array
  readonly held: HeldBack
  readonly signal: AbortSignal
}

/** Writes the held-back scores beside the rows, arm by arm with its controls. */
export async function keepHeld(context: Context, keep: KeepHeld): Promise<void> {
  const { runId, rows, signal } = keep
  const [table, work] = [heldTableOf(runId), workTableOf(runId)]
  await context.warehouse.createTable({ name: table, columns: HELD_COLUMNS, orderBy: ['campaign', 'pair', 'cust_no'], spread: 'customer' })
  await context.warehouse.createTable({ name: work, columns: HELD_NUMBERS, orderBy: ['cust_no'], spread: 'copied', transient: true })
  const lines = linesOf(keep)
  for (let from = 0; from < lines.length; from += CHUNK) {
    await context.warehouse.insert(work, 'TabSeparated', Buffer.from(lines.slice(from, from + CHUNK).join('')), { token: `${runId}:held:${from}`, signal })
  }
  await context.warehouse.command(insertHeld(table, work, rows), { signal })
  await context.warehouse.dropTable(work)
}

function linesOf({ data, custNo, held }: KeepHeld): string[] {
  return held.arms.flatMap((arm, at) => {
    const propensity = held.propensity[at] ?? new Float64Array(0)
    return Array.from(propensity, (chance, row) => {
      if (Number.isNaN(chance)) return ''
      const campaign = tabbed(data.campaigns[data.campaign[row] as number] ?? '')
      const values = [custNo[row], campaign, tabbed(arm.arm), data.arm[row] === at + 1 ? 1 : 0, chance, held.organic[row], arm.response[row], arm.effect[row], arm.gain === null ? '\\N' : arm.gain[row]]
      return `${values.join('\t')}\n`
    }).filter((line) => line !== '')
  })
}

/** A text as tab-separated values hold it. */
export function tabbed(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n')
}
