import { query, sql, type Sql } from '#kernel/sql'
import type { Engine } from '../generator/engine.js'

/** One line of the self-test. */
export interface Check {
  readonly name: string
  /** One row, one column named `got`. */
  readonly got: Sql
  readonly target: number
  /** How far off is still right. */
  readonly within: number
  /** Not judged below this many customers: too few of what is measured. */
  readonly from?: number
}

export interface Checked {
  readonly name: string
  readonly target: number
  readonly got: number
  readonly within: number
  readonly result: 'PASS' | 'FAIL' | 'few'
}

/** Runs checks one after the other. */
export async function runChecks(engine: Engine, checks: readonly Check[], customers: number): Promise<Checked[]> {
  const results: Checked[] = []
  for (const { name, got: asked, target, within, from = 0 } of checks) {
    const rows = await engine.rows(query<{ got: number | string | null }>(sql`SELECT toFloat64(got) AS got FROM (${asked})`))
    const got = Number(rows[0]?.got ?? Number.NaN)
    const right = Math.abs(got - target) <= within
    results.push({ name, target, got, within, result: right ? 'PASS' : customers < from ? 'few' : 'FAIL' })
  }
  return results
}

/** A check as a line: name, target, got, verdict. */
export function checkLine({ name, target, got, within, result }: Checked): string {
  return `${result.padEnd(4)} ${name.padEnd(52)} target ${number(target).padStart(12)} ± ${number(within).padEnd(8)} got ${number(got)}`
}

function number(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 4 : 2)
}

/** Something that must not happen at all: the number of times it did. */
export function never(name: string, from: Sql): Check {
  return { name, got: sql`SELECT count() AS got FROM (${from})`, target: 0, within: 0 }
}
