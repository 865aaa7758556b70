import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, raw, renderInline, sql, type Query } from '#kernel/sql'
import { groupRows } from '#models'
import type { GroupResult } from '../../src/models/actions/group/make-groups.js'
import { groupMembers, listGroups, readGroups } from '../../src/models/actions/group/read-groups.js'
import { approveVersion, promoteVersion } from '../../src/models/actions/manage-versions.js'
import { candidatesQuery, groupCellsQuery, groupCountQuery, groupFacts, groupPageQuery, insertGroups } from '../../src/models/sql/group-queries.js'
import { modelTables } from '../../src/models/warehouse/tables.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { openModelBank, makeBank, modelBody } from '../kit/model-bank.js'
import { branchOne, branchTwo, publish, run } from '../kit/strategy-bank.js'
import '../kit/valid-query.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

const rule = (node: object) => ({ v: 1, kind: 'rule', rule: node })
const assets = { kind: 'agg', table: 'aum_month', fn: 'last', field: 'end', window: { kind: 'all' } }
const gender = { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'gender' } }

describe('queries of model groups', () => {
  let two: TwoShards
  const facts = groupFacts(sql`(SELECT toUInt32(number + 1) AS cust_no FROM numbers(3)) AS base`, sql`base.cust_no != 2`, sql`if(base.cust_no = 3, NULL, 'T1')`)
  const outcome = sql`SELECT toUInt32(number + 1) AS cust_no, toFloat64(number % 2) AS value FROM numbers(4)`
  const queries: Record<string, Query<unknown>> = {
    candidatesQuery: candidatesQuery(5, facts),
    groupPageQuery: groupPageQuery({ runId: 9, visible: sql`1`, after: null, limit: 10 }),
    'groupPageQuery, the next page': groupPageQuery({ runId: 9, visible: sql`startsWith(org_path, '/HO/')`, after: 1, limit: 10 }),
    groupCountQuery: groupCountQuery(9, sql`1`),
    groupCellsQuery: groupCellsQuery(9, outcome),
    groupRows: query(sql`SELECT * FROM (${groupRows(9, 'expert')}) ORDER BY cust_no`),
  }
  beforeAll(async () => {
    two = await openTwoShards()
    for (const table of modelTables) await two.warehouse.createTable(table)
    await two.warehouse.command(sql`INSERT INTO model_score SELECT 5, 'm', 1, number + 1, concat('C', toString(number + 1)), concat('C', toString(number + 1)), '/HO/B1/', 'R1', number / 10, 1, toDate32('2025-12-31') FROM numbers(4)`)
    await two.warehouse.createTable({ name: 'g_work', columns: { cust_no: 'UInt32', grp: 'String', arm: 'String', stratum: 'String' }, orderBy: ['cust_no'], spread: 'copied' })
    await two.warehouse.command(sql`INSERT INTO g_work SELECT number + 1, if(number < 2, 'model', 'expert'), if(number % 2 = 0, 'treated', 'control'), 'T1' FROM numbers(4)`)
    await two.warehouse.command(raw(renderInline(insertGroups({ runId: 9, model: 'm', asOf: '2025-12-31', work: 'g_work', scoreRun: 5 }))))
    await two.mirror()
  })
  afterAll(() => two.close())

  it.each(Object.entries(queries))('%s is valid and gives the same on one node and on two shards', async (_name, asked) => {
    await expect(asked).toBeValidQuery(two.warehouse)
    const rows = await onBoth(two, asked)
    expect(rows.one.length).toBeGreaterThan(0)
    expect(rows.two).toEqual(rows.one)
  })

  it('candidates keep who has no facts; cells count outcomes by group and arm', async () => {
    expect(await two.warehouse.query(queries['candidatesQuery']!)).toEqual([[1, 1, 'T1'], [2, 0, 'T1'], [3, 1, ''], [4, 0, '']].map(([n, expert, stratum]) => ({ cust_no: n, cust_id: `C${n}`, score: (Number(n) - 1) / 10, expert, stratum })))
    expect(await two.warehouse.query(queries['groupCellsQuery']!)).toEqual([
      { grp: 'expert', arm: 'control', n: '1', outcomes: '1' }, { grp: 'expert', arm: 'treated', n: '1', outcomes: '0' },
      { grp: 'model', arm: 'control', n: '1', outcomes: '1' }, { grp: 'model', arm: 'treated', n: '1', outcomes: '0' },
    ])
    expect(textOf(queries['groupRows']!.sql)).toContain("arm != 'rest'")
  })
})

describe('model against non-model group', () => {
  let app: TestApp
  const bank = makeBank(1200, 11)
  const design = { expert: rule({ kind: 'compare', left: assets, op: '>=', value: 5_000_000 }), size: 150, modelShare: 0.5, holdOut: 0.2, stratum: gender, lowest: false, salt: 'autumn' }
  beforeAll(async () => {
    app = await openModelBank(bank)
    await publish(app, 'model', 'churn', modelBody())
    await run(app, 'models.train', { key: 'churn' })
    await approveVersion(app.context, { key: 'churn', number: 1 }, 'looks right', compliance)
    await promoteVersion(app.context, { key: 'churn', number: 1 }, 'champion', headOffice)
  }, 240_000)
  afterAll(() => app.close())

  it('MDL-30: two lists of one size from the newest scores, kept with their counts, read in scope', async () => {
    await expect(run(app, 'models.group', { key: 'churn', design })).rejects.toMatchObject({ code: 'MODEL_NOT_SCORED' })
    await run(app, 'models.score', { key: 'churn', asOf: '2025-09-30' })
    const { runId, size } = await run<GroupResult>(app, 'models.group', { key: 'churn', design })
    expect(size).toBe(150)
    const { items } = await listGroups(app.context, 'churn')
    expect(items[0]).toMatchObject({ runId, model: 'churn', asOf: '2025-09-30', size: 150 })
    expect(items[0]!.counts.filter(({ arm }) => arm !== 'rest').map(({ customers }) => customers)).toEqual([120, 30, 120, 30])
    for (const { model, expert } of items[0]!.strata) expect(Math.abs(model - expert)).toBeLessThanOrEqual(2)
    const place = { key: 'churn', runId }
    const all = await groupMembers(app.context, place, headOffice, { limit: 500, group: 'model', arm: 'treated' })
    expect(all.total).toBe(120)
    const [one, other] = [await groupMembers(app.context, place, branchOne, { limit: 500 }), await groupMembers(app.context, place, branchTwo, { limit: 500 })]
    expect(one.total + other.total).toBe(items[0]!.counts.reduce((sum, { customers }) => sum + customers, 0))
    await expect(groupMembers(app.context, { key: 'churn', runId: 999_999 }, headOffice, { limit: 5 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('MDL-30: the reading counts who met the outcome, and the model finds more leavers than assets do', async () => {
    const { items } = await listGroups(app.context, 'churn')
    const gone = rule({ kind: 'compare', left: assets, op: '<', value: 500_000 })
    const reading = await readGroups(app.context, { orgPaths: () => app.access.orgs() }, { key: 'churn', runId: items[0]!.runId }, { outcome: { kind: 'rule', rule: gone as never } })
    const members = await groupMembers(app.context, { key: 'churn', runId: items[0]!.runId }, headOffice, { limit: 500, group: 'model', arm: 'treated' })
    const last = new Map(bank.files.aum.trim().split('\n').slice(1).map((line) => [line.split(',')[0]!, Number(line.split(',')[2])] as const))
    const cell = reading.cells.find(({ group, arm }) => group === 'model' && arm === 'treated')!
    expect([cell.customers, cell.outcomes]).toEqual([120, members.items.filter(({ custId }) => (last.get(custId) ?? 0) < 5000).length])
    const rate = (group: string) => reading.cells.filter((each) => each.group === group && each.arm !== 'rest').reduce((sum, { outcomes }) => sum + outcomes, 0) / 150
    expect(rate('model')).toBeGreaterThan(rate('expert'))
    // Nobody was treated: lists differ, effects do not.
    expect(reading.method).toBe('difference-of-lifts')
    expect(reading.lift.ciLow!).toBeLessThan(0)
    expect(reading.lift.ciHigh!).toBeGreaterThan(0)
    await expect(run(app, 'models.group', { key: 'churn', design: { ...design, expert: rule({ kind: 'compare', left: assets, op: '<', value: 0 }) } })).rejects.toMatchObject({ code: 'MODEL_GROUP_EMPTY' })
  })
})
