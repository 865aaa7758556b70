import { expect, it } from 'vitest'
import { identifier, renderSql, sql, type Query, type Sql } from '#kernel/sql'
import { lastNumberQuery, memberNumbersQuery, visibleNumbersQuery } from './bits-queries.js'
import { insertMembers, isMember, memberCountQuery, memberPageQuery, segmentSizeQuery, waterfallQuery } from './segment-queries.js'

const textOf = (built: Sql | Query<unknown>) => renderSql('kind' in built ? built : built.sql).text
const step = (name: string) => ({ path: name, zh: name, en: name, condition: identifier(name) })
const page = { table: identifier('tag_snapshot_1'), visible: sql`(1 = 1)`, members: isMember(7), columns: ['t_a'] }

it('SEG-1: one scan counts every condition alone and cumulated', () => {
  const text = textOf(waterfallQuery({ from: sql`t AS base`, visible: sql`v` }, [step('a'), step('b'), step('c')]))
  expect(text).toBe(
    'SELECT count() AS total, [countIf(`a`), countIf(`b`), countIf(`c`)] AS alone, [countIf(`a`), countIf(`a` AND `b`), countIf(`a` AND `b` AND `c`)] AS left FROM t AS base WHERE v',
  )
})

it('SEG-2: members are one bitmap a run', () => {
  expect(textOf(insertMembers({ runId: 7, segment: 's', version: 2 }, sql`t AS base`, sql`c`))).toMatchInlineSnapshot(`"INSERT INTO segment_members (run_id, segment, version, members) SELECT toUInt64({p0:Int64}), {p1:String}, toUInt32({p2:Int64}), groupBitmapState(base.cust_no) FROM t AS base WHERE c"`)
  expect(textOf(segmentSizeQuery(7))).toMatchInlineSnapshot(`"SELECT toString(groupBitmapMerge(members)) AS n FROM segment_members WHERE run_id = {p0:UInt64}"`)
  expect(textOf(isMember(7))).toMatchInlineSnapshot(`"bitmapContains((SELECT groupBitmapMergeState(members) FROM segment_members WHERE run_id = {p0:UInt64}), \`base\`.\`cust_no\`)"`)
})

it('SEG-4: pages go on after a number, inside the asker\'s scope', () => {
  expect(textOf(memberPageQuery({ ...page, after: 40, limit: 10 }))).toMatchInlineSnapshot(`"SELECT base.cust_no AS cust_no, base.cust_id AS cust_id, base.org_path AS org_path, \`base\`.\`t_a\` AS \`t_a\` FROM \`tag_snapshot_1\` AS base WHERE base.cust_no > {p0:Int64} AND bitmapContains((SELECT groupBitmapMergeState(members) FROM segment_members WHERE run_id = {p1:UInt64}), \`base\`.\`cust_no\`) AND (1 = 1) ORDER BY base.cust_no LIMIT {p2:Int64}"`)
  expect(textOf(memberPageQuery({ ...page, after: 0, limit: 0 }))).not.toContain('LIMIT')
  expect(textOf(memberCountQuery(page))).toMatchInlineSnapshot(`"SELECT count() AS n FROM \`tag_snapshot_1\` AS base WHERE bitmapContains((SELECT groupBitmapMergeState(members) FROM segment_members WHERE run_id = {p0:UInt64}), \`base\`.\`cust_no\`) AND (1 = 1)"`)
})

it('SEG-1: numbers of members and of visible customers are read a range at a time', () => {
  expect(textOf(lastNumberQuery('tag_snapshot_1'))).toBe('SELECT toString(max(cust_no)) AS most FROM `tag_snapshot_1`')
  expect(textOf(memberNumbersQuery(7, 0, 100))).toBe('SELECT bitmapToArray(bitmapSubsetInRange((SELECT groupBitmapMergeState(members) FROM segment_members WHERE run_id = {p0:UInt64}), {p1:UInt32}, {p2:UInt32})) AS numbers')
  expect(textOf(visibleNumbersQuery('tag_snapshot_1', sql`v`, 0, 100))).toBe('SELECT arraySort(groupArray(base.cust_no)) AS numbers FROM `tag_snapshot_1` AS base WHERE base.cust_no >= {p0:UInt32} AND base.cust_no < {p1:UInt32} AND v')
})
