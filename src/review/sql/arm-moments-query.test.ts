import { expect, it } from 'vitest'
import { renderSql, sql, type Query, type Sql } from '#kernel/sql'
import { armMomentsQuery, campaignUnits, contaminatedQuery, rowsUntil, rowsWithin } from './arm-moments-query.js'

const textOf = (built: Sql | Query<unknown>) => renderSql('kind' in built ? built : built.sql).text
const metrics = [{ outcome: 'buy', kind: 'proportion', of: 'count' }, { outcome: 'buy', kind: 'mean', of: 'money' }] as const

it('REV-1: sums and squares over every unit, 0 without an outcome', () => {
  const input = { units: sql`u`, outcomes: sql`o`, metrics, split: null }
  expect(textOf(armMomentsQuery(input))).toMatchInlineSnapshot(`"SELECT units.arm AS arm, '' AS value, count() AS n, [sum(ifNull(outcomes.\`m0\`, 0)), sum(ifNull(outcomes.\`m1\`, 0))] AS sums, [sum(ifNull(outcomes.\`m0\`, 0) * ifNull(outcomes.\`m0\`, 0)), sum(ifNull(outcomes.\`m1\`, 0) * ifNull(outcomes.\`m1\`, 0))] AS squares FROM u AS units LEFT JOIN (SELECT cust_no, toFloat64(sumIf(ifNull(count, 0), metric = {p0:String}) > 0) AS \`m0\`, sumIf(toFloat64(ifNull(value_minor, 0)), metric = {p0:String}) AS \`m1\` FROM o GROUP BY cust_no) AS outcomes ON outcomes.cust_no = units.cust_no GROUP BY arm, value ORDER BY arm, value"`)
  expect(textOf(armMomentsQuery({ ...input, split: { from: sql`s AS base`, value: sql`base.v` } }))).toContain('LEFT JOIN s AS base ON base.cust_no = units.cust_no')
})

it('REV-2: units have one arm, of all arms of the campaign', () => {
  expect(textOf(campaignUnits(sql`t`, 'winter', ['T', 'C']))).toMatchInlineSnapshot(`"(SELECT cust_no, any(given) AS arm FROM (SELECT cust_no, assumeNotNull(toString(arm)) AS given FROM t WHERE campaign = {p0:String} AND arm IS NOT NULL) GROUP BY cust_no HAVING uniqExact(given) = 1 AND has({p1:Array(String)}, any(given)))"`)
  expect(textOf(contaminatedQuery(sql`t`, 'winter', 'Asia/Shanghai'))).toMatchInlineSnapshot(`"SELECT countIf(arms > 1) AS n, toString(toDate32(min(first_ts), {p0:String})) AS first FROM (SELECT cust_no, uniqExact(arm) AS arms, min(ts) AS first_ts FROM t WHERE campaign = {p1:String} GROUP BY cust_no)"`)
})

it('REV-7: days are the bank\'s', () => {
  expect(textOf(rowsUntil(sql`o`, '2025-12-31', 'Asia/Shanghai'))).toMatchInlineSnapshot(`"(SELECT * FROM o WHERE ts IS NULL OR toDate32(ts, {p0:String}) <= {p1:Date32})"`)
  expect(textOf(rowsWithin(sql`o`, { from: '2025-12-10', to: '2025-12-17' }, 'Asia/Shanghai'))).toMatchInlineSnapshot(`"(SELECT * FROM o WHERE toDate32(ts, {p0:String}) > {p1:Date32} AND toDate32(ts, {p0:String}) <= {p2:Date32})"`)
})
