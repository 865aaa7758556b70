import { describe, expect, it } from 'vitest'
import { identifier, renderSql, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from './bank-rows-query.js'
import { columnReportQuery } from './column-report-query.js'
import { customerIdsQuery, identifiersQuery, insertRowsStatement, rejectsQuery, stagedCountQuery, stageTable } from './stage-queries.js'
import { faultText, planRow } from './staged-row.js'
import { typedColumn } from './typed-column.js'
import { faultCode } from './typing.js'

const textOf = (built: Sql | Query<unknown>) => renderSql('kind' in built ? built : built.sql).text
const context = { text: (name: string) => identifier(name), timeZone: 'Asia/Shanghai', minorDigits: 2, fileHash: 'abc', runsOf: () => [3], pads: { inner: '36', outer: '5c' } }
const place = { stage: stageTable('stage_x') }
const outcome = planRow({ table: 'outcome', mode: 'append', columns: { outcome_id: 'c0', cust_id: 'c1', metric: { constant: 'buy' } } }, context)

describe('ingest queries as text', () => {
  it('ING-9: bankRows gives the newest value column by column for dimensions in several runs', () => {
    expect(textOf(bankRows('customer', [1, 2], ['gender']))).toMatchInlineSnapshot(`"(SELECT \`cust_no\`, \`cust_id\`, \`shard_key\`, any(row_key) AS row_key, argMaxIf(\`gender\`, (valid_from, run_id), \`gender\` IS NOT NULL) AS \`gender\` FROM \`bank_customer\` WHERE has({p0:Array(UInt64)}, run_id) AND ((SELECT count() = 0 FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR cust_no NOT IN (SELECT cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR (cust_id, cust_no) NOT IN (SELECT cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready'))) GROUP BY \`cust_no\`, \`cust_id\`, \`shard_key\`)"`)
    expect(textOf(bankRows('account', [1, 2], ['type']))).toMatchInlineSnapshot(`"(SELECT \`cust_no\`, \`cust_id\`, \`shard_key\`, \`row_key\`, argMaxIf(\`type\`, (valid_from, run_id), \`type\` IS NOT NULL) AS \`type\` FROM \`bank_account\` WHERE has({p0:Array(UInt64)}, run_id) AND ((SELECT count() = 0 FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR cust_no NOT IN (SELECT cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR (cust_id, cust_no) NOT IN (SELECT cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready'))) GROUP BY \`cust_no\`, \`cust_id\`, \`shard_key\`, \`row_key\` HAVING NOT argMax(gone, (valid_from, run_id)))"`)
    expect(textOf(bankRows('customer', [1], ['gender']))).toMatchInlineSnapshot(`"(SELECT \`cust_no\`, \`cust_id\`, \`shard_key\`, \`row_key\`, \`gender\` FROM \`bank_customer\` WHERE has({p0:Array(UInt64)}, run_id) AND ((SELECT count() = 0 FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR cust_no NOT IN (SELECT cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR (cust_id, cust_no) NOT IN (SELECT cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready'))))"`)
    expect(textOf(bankRows('txn', [1, 2], ['ts']))).toMatchInlineSnapshot(`"(SELECT \`cust_no\`, \`cust_id\`, \`shard_key\`, \`row_key\`, \`ts\` FROM \`bank_txn\` WHERE has({p0:Array(UInt64)}, run_id) AND ((SELECT count() = 0 FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR cust_no NOT IN (SELECT cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR (cust_id, cust_no) NOT IN (SELECT cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready'))))"`)
    expect(textOf(bankRows('product', [1, 2], ['category']))).toMatchInlineSnapshot(`"(SELECT \`row_key\`, argMaxIf(\`category\`, (valid_from, run_id), \`category\` IS NOT NULL) AS \`category\` FROM \`bank_product\` WHERE has({p0:Array(UInt64)}, run_id) GROUP BY \`row_key\`)"`)
  })

  it('columnReportQuery', () => {
    expect(textOf(columnReportQuery('bank_txn', 7, ['type']))).toMatchInlineSnapshot(`"SELECT row.1 AS column, row.2 AS missing, row.3 AS distinct, row.4 AS low, row.5 AS high FROM (SELECT arrayJoin([tuple({p0:String}, countIf(\`type\` IS NULL), uniqCombined(\`type\`), toString(min(\`type\`)), toString(max(\`type\`)))]) AS row FROM \`bank_txn\` WHERE run_id = {p1:Int64})"`)
  })

  it('stage queries', () => {
    expect(textOf(stagedCountQuery(outcome, place, { part: 0, parts: 1 }))).toMatchInlineSnapshot(`"SELECT count() AS rows, uniqExact(cityHash64(ifNull(toString(if(trimBoth(\`c0\`) IN {p0:Array(String)}, NULL, toNullable(trimBoth(\`c0\`)))), ''))) AS keys FROM \`stage_x\` AS staged  WHERE 1"`)
    expect(textOf(customerIdsQuery(outcome, place))).toMatchInlineSnapshot(`"SELECT DISTINCT assumeNotNull(if(trimBoth(\`c1\`) IN {p0:Array(String)}, NULL, toNullable(trimBoth(\`c1\`)))) AS cust_id FROM \`stage_x\` AS staged  WHERE 1 AND if(trimBoth(\`c1\`) IN {p0:Array(String)}, NULL, toNullable(trimBoth(\`c1\`))) IS NOT NULL"`)
    expect(textOf(identifiersQuery(planRow({ table: 'customer', mode: 'upsert', columns: { cust_id: 'c0', name: 'c1' } }, context), { ...place, repeated: false }, context.pads))).toMatchInlineSnapshot(`"SELECT assumeNotNull(if(trimBoth(\`c0\`) IN {p0:Array(String)}, NULL, toNullable(trimBoth(\`c0\`)))) AS cust_id, if(trimBoth(\`c1\`) IN {p0:Array(String)}, NULL, toNullable(trimBoth(\`c1\`))) AS \`name\`, if(ifNull(if(trimBoth(\`c1\`) IN {p0:Array(String)}, NULL, toNullable(trimBoth(\`c1\`))), '') = '', '', lower(hex(SHA256(concat(unhex({p1:String}), SHA256(concat(unhex({p2:String}), {p3:String}, char(0), replaceRegexpAll(upperUTF8(replaceRegexpAll(normalizeUTF8NFKC(ifNull(if(trimBoth(\`c1\`) IN {p0:Array(String)}, NULL, toNullable(trimBoth(\`c1\`))), '')), {p4:String}, '')), {p5:String}, '')))))))) AS \`name_hash\` FROM \`stage_x\` AS staged  WHERE 1 AND NOT (trimBoth(\`c0\`) IN {p0:Array(String)})"`)
  })

  it('ING-4: a fault names its column, the first one of a row', () => {
    expect(textOf(faultText({ ...outcome, columns: [] }))).toBe("''")
    expect(textOf(faultText(outcome))).toMatch(/^multiIf\(.* IN \{p0:Array\(String\)\}, \{p1:String\}/)
    const rejects = textOf(rejectsQuery(outcome, place, true))
    expect(rejects.startsWith('SELECT line, fault, raw FROM (SELECT _line AS line, multiIf(NOT (')).toBe(true)
    expect(rejects).toContain("'*:KEY_REPEATED'")
    expect(textOf(rejectsQuery(outcome, place, false))).not.toContain('KEY_REPEATED')
  })

  it('insertRowsStatement writes good rows with the person\'s number, without keys already loaded', () => {
    const into = { ...place, table: 'bank_outcome', runId: 9, businessDate: '2025-12-31', repeated: true, already: [4], perCustomer: true }
    const text = textOf(insertRowsStatement(outcome, into))
    expect(text).toMatch(/^INSERT INTO `bank_outcome` \(`run_id`, `row_key`, `valid_from`, `cust_id`, `cust_no`, `shard_key`, `outcome_id`, `metric`\) SELECT /)
    expect(text).toContain('_line NOT IN (SELECT arrayJoin(arraySlice(arraySort(groupArray(_line)), 1, -1))')
    expect(text).toContain('NOT IN (SELECT row_key FROM `bank_outcome` WHERE has(')
    const plain = textOf(insertRowsStatement(outcome, { ...into, repeated: false, already: [], perCustomer: false }))
    expect(plain).not.toContain('NOT IN')
    expect(plain).not.toContain('identity_customer')
  })

  it('a lookup reads the newest rows of its table', () => {
    const looked = planRow({ table: 'txn', mode: 'append', columns: { cust_id: { from: 'c1', lookup: { table: 'account_holder', by: 'acct_id', value: 'cust_id', where: { role: 'OWNER' } } }, ts: 'c2', amount: 'c3' } }, { ...context, runsOf: () => [3, 4] })
    expect(looked.joins.map(textOf)).toMatchInlineSnapshot(`
      [
        "LEFT ANY JOIN (SELECT toString(\`acct_id\`) AS by_text, toString(\`cust_id\`) AS found FROM (SELECT \`cust_no\`, \`cust_id\`, \`shard_key\`, \`row_key\`, argMaxIf(\`acct_id\`, (valid_from, run_id), \`acct_id\` IS NOT NULL) AS \`acct_id\`, argMaxIf(\`role\`, (valid_from, run_id), \`role\` IS NOT NULL) AS \`role\` FROM \`bank_account_holder\` WHERE has({p0:Array(UInt64)}, run_id) AND ((SELECT count() = 0 FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR cust_no NOT IN (SELECT cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')) OR (cust_id, cust_no) NOT IN (SELECT cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready'))) GROUP BY \`cust_no\`, \`cust_id\`, \`shard_key\`, \`row_key\` HAVING NOT argMax(gone, (valid_from, run_id))) WHERE 1 AND \`role\` = {p1:String}) AS \`lookup_cust_id\` ON \`lookup_cust_id\`.by_text = trimBoth(\`c1\`)",
      ]
    `)
  })

  it('nothing a mapping says is text of the statement', () => {
    const hostile = "'); DROP TABLE x; --"
    const column = typedColumn({ from: 'c0', missing: [hostile], values: { [hostile]: hostile }, prefix: hostile, otherwise: hostile }, 'enum', true, context)
    const rendered = renderSql(sql`${column.value}${faultCode(column)}`)
    expect(rendered.text).not.toContain('DROP')
    expect(JSON.stringify(rendered.params)).toContain('DROP')
    expect(() => identifier(hostile)).toThrow(TypeError)
  })
})
