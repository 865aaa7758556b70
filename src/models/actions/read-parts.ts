import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { keptLevels, levelsQuery, partOf, splitCountsQuery } from '../sql/rows-queries.js'
import type { BuiltRows } from './build-rows.js'
import { readRows, withoutEmptyOther, type NamedColumn, type ReadRows } from './read-rows.js'

/** Rows of a part below which nothing is trained or tested. */
const LEAST_ROWS = 50

/** Both labels in every part, and rows enough. */
export async function requireParts(context: Context, table: string): Promise<void> {
  const counts = new Map((await context.warehouse.query(splitCountsQuery(table))).map((row) => [row.split, row]))
  for (const part of ['train', 'test'] as const) {
    const found = counts.get(part)
    const rows = Number(found?.n ?? 0)
    if (rows < LEAST_ROWS) fail('MODEL_FEW_ROWS', { part, rows, least: LEAST_ROWS })
    if (found !== undefined && found.low === found.high) fail('MODEL_LABEL_CONSTANT', { part, rows, value: found.low })
  }
}

export interface Parts {
  readonly train: ReadRows
  readonly valid: ReadRows
  readonly test: ReadRows
}

/** The parts as typed columns, codes by the levels of the training rows. */
export async function readParts(context: Context, table: string, built: BuiltRows, signal: AbortSignal): Promise<Parts> {
  const columns: NamedColumn[] = []
  for (const { key, column, kind } of built.columns) {
    const levels = kind === 'number' ? null : keptLevels((await context.warehouse.query(levelsQuery(table, column))).map(({ level }) => level))
    columns.push({ name: key, column, levels })
  }
  const known = new Map(columns.flatMap(({ name, levels }) => (levels === null ? [] : [[name, levels] as const])))
  const read = (split: 'train' | 'valid' | 'test') => readRows(context, { table, columns, where: partOf(split) }, signal)
  const train = await read('train')
  return { train: { ...train, matrix: withoutEmptyOther(train.matrix, known) }, valid: await read('valid'), test: await read('test') }
}
