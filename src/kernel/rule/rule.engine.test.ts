import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { identifier, join, renderInline, sql, type Sql } from '#kernel/sql'
import { Session } from 'chdb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileRule, compileValue } from './compile.js'
import { ruleEvaluator, valueEvaluator } from './evaluate.js'
import { type RuleDocument, type ValueDocument } from './node.js'
import { createPassCollector, type FactPass } from './pass.js'
import { randomRule } from './random-rule.test.js'
import { asOf, bank, schema, timeZone } from './small-bank.test.js'

const folder = mkdtempSync(joinPath(tmpdir(), 'qunce-rule-'))
const session = new Session(folder)
const customers = bank()

const TABLES = [
  `CREATE TABLE cust (cust_no UInt32, cust_id String, aum Nullable(Int64), peak Nullable(Int64), usd Nullable(Int64),
    products Nullable(Int32), churn Nullable(Float64), payroll Nullable(Bool), tier LowCardinality(Nullable(String)),
    reach Array(LowCardinality(String)), birth_date Nullable(Date32), open_date Nullable(Date32),
    seen_at Nullable(DateTime64(3, 'UTC')), city Nullable(String), segments Array(String), lists Array(String))
    ENGINE = MergeTree ORDER BY cust_no`,
  `CREATE TABLE txn (cust_no UInt32, day Date32, amount Nullable(Int64), kind LowCardinality(Nullable(String)),
    rate Nullable(Float64), note Nullable(String), due Nullable(Date32), secret UInt8)
    ENGINE = MergeTree ORDER BY (cust_no, day)`,
  `CREATE TABLE event (cust_no UInt32, at DateTime64(3, 'UTC'), name LowCardinality(Nullable(String)),
    dwell Nullable(UInt16), ok Nullable(Bool)) ENGINE = MergeTree ORDER BY (cust_no, at)`,
]

beforeAll(() => {
  for (const table of TABLES) session.query(table)
  const rows = (name: string, items: object[]) =>
    session.query(
      `INSERT INTO ${name} SETTINGS date_time_input_format='best_effort' FORMAT JSONEachRow ${items.map((item) => JSON.stringify(item)).join('\n')}`,
    )
  rows(
    'cust',
    customers.map((c, cust_no) => ({
      cust_no,
      cust_id: c.custId,
      ...c.tags,
      ...c.attrs['customer'],
      segments: c.segments,
      lists: c.lists,
    })),
  )
  for (const table of ['txn', 'event']) {
    rows(
      table,
      customers.flatMap((c, cust_no) => (c.facts[table] ?? []).map((row) => ({ cust_no, ...row }))),
    )
  }
})
afterAll(() => {
  session.cleanup()
  rmSync(folder, { recursive: true, force: true })
})

function passJoin(pass: FactPass): Sql {
  const columns = pass.columns.map((column) => sql`${column.expression} AS ${identifier(column.name)}`)
  return sql` LEFT JOIN (SELECT cust_no, ${join(columns)} FROM ${identifier(pass.table)} WHERE ${pass.where}
    GROUP BY cust_no) AS ${identifier(pass.alias)} ON ${identifier(pass.alias, 'cust_no')} = c.cust_no`
}

/** One row for each customer in order: the outputs. */
function rowsOf(outputs: readonly Sql[], passes: readonly FactPass[]): unknown[][] {
  const from = join(passes.map(passJoin), sql``)
  const statement = sql`SELECT ${join(outputs)} FROM cust AS c${from} ORDER BY c.cust_no
    SETTINGS join_use_nulls = 1, output_format_json_quote_64bit_integers = 0, output_format_json_quote_denormals = 1`
  const text = session.query(renderInline(statement), 'JSONCompactEachRow').trim()
  return text.split('\n').map((line) => JSON.parse(line) as unknown[])
}

const ctx = { asOf, timeZone }

function membersOf(rules: readonly RuleDocument[]): { sql: number[][]; typescript: number[][] } {
  const passes = createPassCollector()
  const conditions = rules.map((rule) => compileRule(rule, schema, { ...ctx, passes }).condition)
  const rows = rowsOf(conditions, passes.passes())
  return {
    sql: rules.map((_, at) => rows.flatMap((row, no) => (row[at] === 1 ? [no] : []))),
    typescript: rules.map((rule) => {
      const belongs = ruleEvaluator(rule, schema, ctx)
      return customers.flatMap((customer, no) => (belongs(customer) ? [no] : []))
    }),
  }
}

describe('one rule, two engines', () => {
  it('RULE-1: 600 random rules have the same members in SQL and in TypeScript', () => {
    const sizes: number[] = []
    fc.assert(
      fc.property(fc.array(randomRule, { minLength: 8, maxLength: 8 }), (rules) => {
        const members = membersOf(rules)
        sizes.push(...members.sql.map((each) => each.length))
        expect(members.sql).toEqual(members.typescript)
      }),
      {
        numRuns: 75,
        ...(process.env['RULE_SEED'] === undefined
          ? { seed: 20251231 }
          : { seed: Number(process.env['RULE_SEED']) }),
      },
    )
    expect(sizes.length).toBeGreaterThanOrEqual(600)
    // The comparison is worth something only when many rules divide the bank.
    expect(sizes.filter((size) => size > 0 && size < customers.length).length).toBeGreaterThan(240)
  })
})

export { compileValue, valueEvaluator, type ValueDocument }
