import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { identifier, join, renderSql, sql, type Sql } from '#kernel/sql'
import { Session } from 'chdb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileRule, compileValue } from './compile.js'
import { ruleEvaluator, valueEvaluator } from './evaluate.js'
import { populationStatistics } from './evaluate-population.js'
import { type RuleDocument, type ValueNode } from './node.js'
import { createPassCollector, type FactPass } from './pass.js'
import { hostile } from './injection.test.js'
import { randomInterval, randomRule, randomSequence, randomValue } from './random-rule.test.js'
import { asOf, bank, managers, products, schema, timeZone } from './small-bank.test.js'

const folder = mkdtempSync(joinPath(tmpdir(), 'qunce-rule-'))
const session = new Session(folder)
const customers = bank()

const TABLES = [
  `CREATE TABLE cust (cust_no UInt32, cust_id String, aum Nullable(Int64), peak Nullable(Int64), usd Nullable(Int64),
    products Nullable(Int32), churn Nullable(Float64), payroll Nullable(Bool), tier LowCardinality(Nullable(String)),
    reach Array(LowCardinality(String)), birth_date Nullable(Date32), open_date Nullable(Date32),
    seen_at Nullable(DateTime64(3, 'UTC')), city Nullable(String), manager Nullable(String), segments Array(String), lists Array(String))
    ENGINE = MergeTree ORDER BY cust_no`,
  `CREATE TABLE txn (cust_no UInt32, day Date32, amount Nullable(Int64), kind LowCardinality(Nullable(String)),
    rate Nullable(Float64), note Nullable(String), due Nullable(Date32), secret UInt8,
    product LowCardinality(Nullable(String)))
    ENGINE = MergeTree ORDER BY (cust_no, day)`,
  `CREATE TABLE event (cust_no UInt32, at DateTime64(3, 'UTC'), name LowCardinality(Nullable(String)),
    dwell Nullable(UInt16), ok Nullable(Bool)) ENGINE = MergeTree ORDER BY (cust_no, at)`,
  `CREATE TABLE managers (id String, leave_date Nullable(Date32)) ENGINE = MergeTree ORDER BY id`,
  `CREATE TABLE products (id String, category Nullable(String)) ENGINE = MergeTree ORDER BY id`,
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
      customers.flatMap((c, cust_no) => (c.facts[table] ?? []).map((row) => ({ cust_no, ...Object.fromEntries(Object.entries(row).filter(([name]) => !name.includes('.'))) }))),
    )
  }
  rows('managers', Object.entries(managers).map(([id, leave_date]) => ({ id, leave_date })))
  rows('products', Object.entries(products).map(([id, category]) => ({ id, category })))
})
afterAll(() => {
  session.cleanup()
  rmSync(folder, { recursive: true, force: true })
})

function passJoin(pass: FactPass): Sql {
  const on = sql`AS ${identifier(pass.alias)} ON ${identifier(pass.alias, 'cust_no')} = c.cust_no`
  if (pass.over !== undefined) return sql` LEFT JOIN (${overQuery(pass.over)}) ${on}`
  const starts = (pass.starts ?? []).map(
    ({ name, value, needs }) => sql` LEFT JOIN (SELECT c.cust_no AS cust_no, ${value} AS ${identifier(name)} FROM ${from(needs)}) AS ${identifier(`of_${name}`)} USING (cust_no)`,
  )
  return sql` LEFT JOIN (SELECT cust_no, ${named(pass.columns)} FROM ${identifier(pass.table)}${join(starts, sql``)} WHERE ${pass.where}
    GROUP BY cust_no) ${on}`
}

function overQuery({ columns, where, value, needs }: NonNullable<FactPass['over']>): Sql {
  return sql`SELECT cust_no, ${value} AS value FROM (SELECT c.cust_no AS cust_no, ${named(columns)} FROM ${from(needs)} WHERE ${where}) WHERE measured IS NOT NULL`
}

function named(columns: FactPass['columns']): Sql {
  return join(columns.map((column) => sql`${column.expression} AS ${identifier(column.name)}`))
}

function from(passes: readonly FactPass[]): Sql {
  return sql`cust AS c LEFT JOIN managers AS m ON m.id = c.manager${join(passes.map(passJoin), sql``)}`
}

/** One row for each customer in order: the outputs. */
function rowsOf(outputs: readonly Sql[], passes: readonly FactPass[]): unknown[][] {
  const statement = sql`SELECT ${join(outputs)} FROM ${from(passes)} ORDER BY c.cust_no
    SETTINGS join_use_nulls = 1, output_format_json_quote_64bit_integers = 0, output_format_json_quote_denormals = 1`
  const r = renderSql(statement)
  const text = session.queryBind(r.text, r.params, 'JSONCompactEachRow').trim()
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
      const statistics = populationStatistics(rule, schema, ctx, customers)
      const belongs = ruleEvaluator(rule, schema, { ...ctx, statistics })
      return customers.flatMap((customer, no) => (belongs(customer) ? [no] : []))
    }),
  }
}

const seed = Number(process.env['RULE_SEED'] ?? 20251231)

describe('one rule, two engines', () => {
  it('RULE-1: 600 random rules have the same members in SQL and in TypeScript', () => {
    const sizes: number[] = []
    fc.assert(
      fc.property(fc.array(randomRule, { minLength: 8, maxLength: 8 }), (rules) => {
        const members = membersOf(rules)
        sizes.push(...members.sql.map((each) => each.length))
        expect(members.sql).toEqual(members.typescript)
      }),
      { numRuns: 75, seed },
    )
    expect(sizes.length).toBeGreaterThanOrEqual(600)
    // The comparison is worth something only when many rules divide the bank.
    expect(sizes.filter((size) => size > 0 && size < customers.length).length).toBeGreaterThan(240)
  })

  it('RULE-1: 240 random sequences and times between rows have the same members', () => {
    const sizes: number[] = []
    fc.assert(
      fc.property(fc.array(randomSequence, { minLength: 8, maxLength: 8 }), (rules) => {
        const members = membersOf(rules)
        sizes.push(...members.sql.map((each) => each.length))
        expect(members.sql).toEqual(members.typescript)
      }),
      { numRuns: 30, seed },
    )
    expect(sizes.filter((size) => size > 0 && size < customers.length).length).toBeGreaterThan(80)
  })

  it.each([
    ['200 random values', randomValue, 25],
    ['160 random times between rows', randomInterval, 20],
  ])('RULE-2: %s are the same in SQL and in TypeScript', (_what, random, numRuns) => {
    fc.assert(
      fc.property(fc.array(random, { minLength: 8, maxLength: 8 }), (values) => {
        const passes = createPassCollector()
        const compiled = values.map((value) => compileValue(value, schema, { ...ctx, passes }))
        const rows = rowsOf(
          compiled.map((each) => each.value),
          passes.passes(),
        )
        values.forEach((value, at) => {
          const valueOf = valueEvaluator(value, schema, { ...ctx, statistics: populationStatistics(value, schema, ctx, customers) })
          const inSql = rows.map((row) => plain(row[at], compiled[at]!.type.type))
          expect(inSql).toEqual(customers.map((each) => plain(valueOf(each), compiled[at]!.type.type)))
        })
      }),
      { numRuns, seed },
    )
  })

  it('RULE-3: the steps are the rule', () => {
    fc.assert(
      fc.property(randomRule, (rule) => {
        const compiled = compileRule(rule, schema, ctx)
        const steps = compiled.steps.map((step) => step.condition)
        const rows = rowsOf([compiled.condition, ...steps], compiled.passes)
        for (const [whole, ...each] of rows) expect(whole).toBe(each.every((one) => one === 1) ? 1 : 0)
      }),
      { numRuns: 40, seed },
    )
  })

  it('RULE-4: the engine takes the deepest and longest rules allowed', () => {
    const bucket = (of: ValueNode): ValueNode => ({
      kind: 'arith',
      op: '+',
      left: of,
      right: {
        kind: 'case',
        when: [
          {
            if: { kind: 'compare', left: of, op: 'between', value: [0, 5] },
            then: { kind: 'literal', type: 'int', value: 1 },
          },
        ],
      },
    })
    const deep = bucket(bucket(bucket(bucket({ kind: 'tag', tag: 'products' }))))
    const rule: RuleDocument = {
      v: 1,
      kind: 'rule',
      rule: {
        kind: 'any',
        any: [
          { kind: 'compare', left: deep, op: 'between', value: [2, 9] },
          {
            kind: 'compare',
            left: { kind: 'attr', table: 'customer', field: 'city' },
            op: 'in',
            value: Array.from({ length: 10_000 }, (_, at) => `城${at}`),
          },
        ],
      },
    }
    const members = membersOf([rule])
    expect(members.sql).toEqual(members.typescript)
    expect(members.sql[0]!.length).toBeGreaterThan(5)
  })

  it('RULE-5: hostile texts are compared, never run', () => {
    const rules = hostile.map((value): RuleDocument => ({
      v: 1,
      kind: 'rule',
      rule: {
        kind: 'any',
        any: [
          { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'city' }, op: '=', value },
          { kind: 'sample', share: 0, salt: value },
        ],
      },
    }))
    expect(membersOf(rules).sql).toEqual(rules.map(() => []))
    expect(session.query('SELECT count() FROM cust', 'TSV').trim()).toBe('60')
  })
})

/** Sums of fractions depend on their order in the last digits: decimals are compared to twelve. */
function plain(value: unknown, type: string): unknown {
  if (typeof value === 'number' && type === 'decimal' && Number.isFinite(value)) return Number(value.toPrecision(12)) + 0
  if (typeof value === 'number') {
    return Object.is(value, -0)
      ? 0
      : Number.isFinite(value)
        ? value
        : `${value}`.replace('Infinity', 'inf').toLowerCase()
  }
  if (type === 'instant' && typeof value === 'string') return value.replace('T', ' ').replace('Z', '')
  return value
}
