import { expect, it } from 'vitest'
import { createPassCollector } from '#kernel/rule'
import { identifier, renderSql, sql, type Query, type Sql } from '#kernel/sql'
import { customerBase, fillSnapshot, UNPLACED } from './build-snapshot.js'
import { customersFrom } from './customers-from.js'
import { latestYear } from './latest-year.js'
import { binsQuery, categoriesQuery, coverageQuery, profileQuery, setCoverageQuery } from './distribution-query.js'

const textOf = (built: Sql | Query<unknown>) => renderSql('kind' in built ? built : built.sql).text
const attributes = [{ name: 'aum', stored: 'x_aum', field: { type: 'money', zh: '资产', en: 'AUM', ccy: 'CNY' } }] as const
const place = { from: sql`t AS base`, where: sql`1`, value: identifier('base', 't_a') }

it('customerBase places customers by their org, the unknown nowhere', () => {
  const base = customerBase([1], attributes, [{ orgId: 'B1', path: '/HO/B1/' }])
  expect(textOf(base)).toMatchInlineSnapshot(`"(SELECT cust_no, cust_id, shard_key, transform(ifNull(toString(main_org_id), ''), {p0:Array(String)}, {p1:Array(String)}, {p2:String}) AS org_path, ifNull(toString(rm_emp_id), '') AS rm, \`x_aum\` AS \`a_aum\` FROM (SELECT \`cust_no\`, \`cust_id\`, \`shard_key\`, \`row_key\`, \`x_aum\` FROM (SELECT \`cust_no\`, \`cust_id\`, \`shard_key\`, \`row_key\`, \`x_aum\` FROM \`bank_customer\` WHERE has({p3:Array(UInt64)}, run_id) AND ((SELECT count() = 0 FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR cust_no NOT IN (SELECT cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR (cust_id, cust_no) NOT IN (SELECT cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready'))) AND (cust_no NOT IN (SELECT cust_no FROM identity_state WHERE role = 'moved' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')))) UNION ALL SELECT cust_no, any(numbers.shard_key) AS \`cust_id\`, any(numbers.shard_key) AS \`shard_key\`, any(numbers.shard_key) AS \`row_key\`, argMaxIf(\`numbers\`.\`x_aum\`, (ifNull(toString(numbers.status), '') != 'CLOSED', numbers.cust_id = numbers.shard_key, numbers.cust_id), \`numbers\`.\`x_aum\` IS NOT NULL) AS \`x_aum\` FROM (SELECT \`cust_no\`, \`cust_id\`, \`shard_key\`, \`row_key\`, \`status\`, \`x_aum\` FROM \`bank_customer\` WHERE has({p3:Array(UInt64)}, run_id) AND ((SELECT count() = 0 FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR cust_no NOT IN (SELECT cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR (cust_id, cust_no) NOT IN (SELECT cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready'))) AND (cust_no IN (SELECT cust_no FROM identity_state WHERE role = 'moved' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')))) AS numbers GROUP BY cust_no))"`)
  expect(Object.values(renderSql(base).params)).toContain(UNPLACED)
  expect(textOf(customerBase([1], attributes, []))).not.toContain('transform')
})

it('TAG-2: one grouped reading of each fact table', () => {
  const pass = { table: 'txn', alias: 'f_txn', from: null, to: '2025-12-31', timeField: 'ts', timeType: 'instant' as const, where: sql`ts < now()`, columns: [{ name: 'n', expression: sql`count()` }, { name: 's', expression: sql`sum(amount_minor)` }] }
  const text = textOf(customersFrom(sql`(SELECT 1)`, [pass], new Map([['txn', [5, 6]]])))
  expect(text.match(/bank_txn/g)).toHaveLength(1)
  expect(text).toContain('WHERE ts < now() GROUP BY cust_no) AS `f_txn` ON `f_txn`.`cust_no` = `base`.`cust_no`')
})

it('TAG-8: rows that are no bank table join under their alias', () => {
  const passes = createPassCollector()
  passes.addRows('s_m', sql`SELECT 1 AS cust_no, 2 AS value`, '2025-12-31')
  expect(textOf(customersFrom(sql`(SELECT 1)`, passes.passes(), new Map()))).toContain('LEFT JOIN (SELECT cust_no, any(value) AS `value` FROM (SELECT 1 AS cust_no, 2 AS value) WHERE 1 GROUP BY cust_no) AS `s_m` ON `s_m`.`cust_no` = `base`.`cust_no`')
})

it('fillSnapshot names every column it writes', () => {
  expect(textOf(fillSnapshot('tag_snapshot_1', sql`b AS base`, attributes, [{ column: 't_a', value: sql`1` }]))).toMatchInlineSnapshot(`"INSERT INTO \`tag_snapshot_1\` (\`cust_no\`, \`cust_id\`, \`shard_key\`, \`org_path\`, \`rm\`, \`a_aum\`, \`t_a\`) SELECT \`base\`.\`cust_no\`, \`base\`.\`cust_id\`, \`base\`.\`shard_key\`, \`base\`.\`org_path\`, \`base\`.\`rm\`, \`base\`.\`a_aum\`, 1 FROM b AS base"`)
})

it('distribution queries', () => {
  expect(textOf(categoriesQuery(place, false))).toMatchInlineSnapshot(`"SELECT assumeNotNull(toString(found)) AS code, count() AS n FROM (SELECT \`base\`.\`t_a\` AS found FROM t AS base WHERE 1) WHERE found IS NOT NULL GROUP BY code ORDER BY n DESC, code LIMIT 50"`)
  expect(textOf(categoriesQuery(place, true))).toContain('arrayJoin(`base`.`t_a`) AS found')
  expect(textOf(profileQuery(place, true))).toMatchInlineSnapshot(`"SELECT count() AS customers, countIf(number IS NOT NULL) AS covered, quantilesTDigest(0.01, 0.25, 0.5, 0.75, 0.99)(toFloat64(number)) AS quantiles, avg(toFloat64(number)) AS mean FROM (SELECT \`base\`.\`t_a\` AS number FROM t AS base WHERE 1)"`)
  expect(textOf(profileQuery(place, false))).toContain("avg(CAST(NULL, 'Nullable(Float64)'))")
  expect(textOf(setCoverageQuery(place))).toMatchInlineSnapshot(`"SELECT count() AS customers, countIf(notEmpty(elements)) AS covered, [] AS quantiles, NULL AS mean FROM (SELECT \`base\`.\`t_a\` AS elements FROM t AS base WHERE 1)"`)
  expect(textOf(binsQuery(place, 0, 2.5))).toMatchInlineSnapshot(`"SELECT toInt32(least(9, greatest(0, floor((number - {p0:Int64}) / {p1:Float64})))) AS bin, count() AS n FROM (SELECT toFloat64(\`base\`.\`t_a\`) AS number FROM t AS base WHERE 1) WHERE number IS NOT NULL GROUP BY bin ORDER BY bin"`)
  expect(textOf(coverageQuery(sql`t`, [sql`a`, sql`b`]))).toBe('SELECT count() AS customers, [countIf(a), countIf(b)] AS covered FROM t')
})

it('TAG-25: the latest year a text lists, up to that of the business date', () => {
  const { text, params } = renderSql(latestYear(identifier('base', 'a_child_birth_years'), '2025-12-31'))
  expect(text).toBe("nullIf(toInt64(arrayMax(arrayFilter(year -> year BETWEEN 1900 AND {p0:UInt32}, arrayMap(digits -> toUInt16(digits), extractAll(ifNull(toString(`base`.`a_child_birth_years`), ''), '[0-9]{4}'))))), 0)")
  expect(params).toEqual({ p0: 2025 })
})
