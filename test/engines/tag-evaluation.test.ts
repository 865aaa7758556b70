import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, renderSql, sql } from '#kernel/sql'
import { latestSnapshot } from '#tags'
import { findFieldFaults } from '../../src/tags/actions/evaluation/find-field-faults.js'
import { listTickets, moveTagTicket, openTagTicket } from '../../src/tags/actions/evaluation/move-ticket.js'
import { listGrades, readOverview, readTagEvaluation } from '../../src/tags/actions/evaluation/read-evaluation.js'
import { exportCorrections } from '../../src/tags/actions/mistag/export-corrections.js'
import { misTagCustomer, misTagCustomers, showMisTag } from '../../src/tags/actions/mistag/read-mis-tag.js'
import { correctionReading } from '../../src/tags/actions/mistag/correction-run.js'
import type { MisTagCustomer } from '../../src/tags/contract-mistag.js'
import { gradeListQuery, type TagTicket } from '../../src/tags/contract-evaluation.js'
import { cellOf } from '../../src/tags/domain/evaluation/cells.js'
import { daysQuery, evaluationColumns, periodsQuery } from '../../src/tags/sql/evaluation/field-queries.js'
import { agreementQuery, codesQuery, decilesQuery, fillTable, liftQuery, populationCoverageQuery, sampleQuery, tallyQuery, withOutcomes } from '../../src/tags/sql/evaluation/tally-queries.js'
import { addsOf, correctionBandsQuery, correctionCountsQuery, correctionOfQuery, correctionPageQuery, correctionRows, correctionTotalQuery, evidenceRowsQuery, fillCorrections } from '../../src/tags/sql/mistag/correction-queries.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import '../kit/valid-query.js'

let app: TestApp
const rule = (node: unknown) => ({ v: 1, kind: 'rule', rule: node })
const count = (op: string, value: number) => ({ kind: 'compare', left: { kind: 'agg', table: 'txn', fn: 'count' }, op, value })
const assets = (op: string, value: number) => ({ kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'aum' }, op, value })

async function publish(kind: string, key: string, body: unknown): Promise<void> {
  const draft = await app.context.definitions.create(kind, { key, name: { zh: key, en: key }, body }, headOffice)
  await app.context.definitions.publish(kind, key, { revision: draft.revision, note: 'x' }, headOffice)
}

beforeAll(async () => {
  app = await openSmallBank()
  await publish('tag', 'band', { facet: 'value', classification: 'C1', compute: { v: 1, kind: 'value', value: { kind: 'bucket', of: { kind: 'attr', table: 'customer', field: 'aum' }, edges: [5000000], labels: ['LOW', 'HIGH'] } } })
  await publish('decision', 'busy', { outcome: rule(count('>=', 3)), windowDays: 31 })
  await publish('mis-tag', 'quiet', {
    tag: 'band', doubted: ['HIGH'], population: rule(assets('>=', 0)), believed: rule(assets('>=', 0)), shows: rule(count('>=', 3)),
    evidence: [{ key: 'rows', name: { zh: '笔数', en: 'Rows' }, value: { v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'count' } } }],
    corrected: { code: 'BUSY', name: { zh: '活跃', en: 'Busy' } },
  })
  await runJob(app, 'tags.build', { asOf })
})
afterAll(() => app.close())

describe('TAG-14: evaluation', () => {
  it('every tag of the snapshot gets a grade with its measures; the decision counts the customers of the bank', async () => {
    await runJob(app, 'tags.evaluate', {})
    const snapshot = (await latestSnapshot(app.context))!
    const overview = (await readOverview(app.context))!
    expect([overview.asOf, overview.before, overview.customers]).toEqual([asOf, '2025-11-30', 40])
    // Three rows or more by 31 December: C01, C05, C11-20 and C21-30.
    expect(overview.decisions).toMatchObject([{ key: 'busy', customers: 40, events: 22 }])
    expect(overview.counts.A + overview.counts.B + overview.counts.C + overview.counts.D).toBe(snapshot.tags.length)
    const band = (await readTagEvaluation(app.context, 'band'))!
    // Below 50,000: 14; from 50,000: 21; five without assets. 35 of 40 have a value.
    expect(band.measures.find(({ name }) => name === 'coverage')).toMatchObject({ grade: 'A', value: 0.875 })
    expect(band.bins.map(({ label, now }) => [label, now])).toEqual([['', 5], ['HIGH', 21], ['LOW', 14], ['…', 0]])
    // Under thirty outcomes nothing is said of what a tag tells.
    expect(band.decisions).toMatchObject([{ decision: 'busy', iv: null }])
    expect(band.measures.find(({ name }) => name === 'worth')?.grade).toBeNull()
    const page = await listGrades(app.context, gradeListQuery.parse({ limit: 2, sort: 'tag' }))
    expect([page.items.length, page.total]).toEqual([2, snapshot.tags.length])
    const next = await listGrades(app.context, gradeListQuery.parse({ limit: 2, sort: 'tag', cursor: page.nextCursor ?? '' }))
    expect(next.items[0]!.tag > page.items[1]!.tag).toBe(true)
    expect((await listGrades(app.context, gradeListQuery.parse({ q: 'BAND' }))).items.map(({ tag }) => tag)).toContain('band')
    expect(await app.context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM system.tables WHERE name LIKE 'tag_evaluation_%'`))).toEqual([{ n: '0' }])
  })

  it('TAG-14: a ticket has an owner before it is begun, ends once, and each step is kept and audited', async () => {
    // The snapshot is far behind the business date, so the tag was graded D and has a ticket of its own.
    const [opened] = (await listTickets(app.context, { subject: 'band', limit: 10 }, headOffice)).items as [TagTicket]
    expect([opened.state, opened.grade, opened.measure, opened.next]).toEqual(['open', 'D', 'freshness', ['open', 'doing', 'done', 'dropped']])
    await expect(openTagTicket(app.context, 'band', 'again', headOffice)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(moveTagTicket(app.context, opened.id, { state: 'doing', why: 'go' }, headOffice)).rejects.toMatchObject({ code: 'TAG_TICKET_OWNER' })
    const begun = await moveTagTicket(app.context, opened.id, { state: 'doing', why: 'go', owner: 'Li', due: '2020-01-01' }, headOffice)
    expect([begun.owner, begun.overdue, begun.steps.length]).toEqual(['Li', true, 2])
    await moveTagTicket(app.context, opened.id, { state: 'done', why: 'mended' }, headOffice)
    const again = await openTagTicket(app.context, 'band', 'not mended', headOffice)
    await moveTagTicket(app.context, again.id, { state: 'dropped', why: 'a mistake' }, headOffice)
    await expect(moveTagTicket(app.context, opened.id, { state: 'open', why: 'no' }, headOffice)).rejects.toMatchObject({ code: 'TAG_TICKET_MOVE' })
    const reader = { ...headOffice, permissions: ['tag.read' as const] }
    await expect(moveTagTicket(app.context, opened.id, { state: 'open', why: 'no' }, reader)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { items } = await listTickets(app.context, { subject: 'band', limit: 10 }, reader)
    expect(items.map(({ state, next }) => [state, next])).toEqual([['done', []], ['dropped', []]])
  })

  it('a fault in a field is found over periods of the loaded tables, none where all is well', async () => {
    const found = await findFieldFaults(app.context, { signal: new AbortController().signal, progress: () => undefined }, asOf)
    expect(found.filter(({ kind }) => kind === 'unit-change')).toEqual([])
  })
})

describe('TAG-15: mis-tags', () => {
  it('evidence weighed on the believed corrects those in doubt; people see their own branch, with the evidence', async () => {
    await runJob(app, 'tags.mis-tag', { key: 'quiet' })
    const shown = await showMisTag(app.context, 'quiet', headOffice)
    // All with assets of nothing or more are believed: 34 of 35, one is overdrawn. HIGH are 21.
    expect([shown.run?.checked, shown.run?.believed]).toEqual([21, 34])
    const { items, total } = await misTagCustomers(app.context, 'quiet', { which: 'corrected', order: 'desc', limit: 50 }, headOffice)
    expect(total).toBe(items.length)
    expect(items.every(({ probability }) => probability >= 0.5)).toBe(true)
    const kept = await misTagCustomers(app.context, 'quiet', { which: 'kept', order: 'asc', limit: 50 }, headOffice)
    // More rows never speak against it: who is corrected has at least as many as anybody who is kept.
    const rowsOf = (all: readonly MisTagCustomer[]) => all.map(({ evidence }) => evidence[0]?.value ?? 0)
    expect(Math.min(...rowsOf(items))).toBeGreaterThan(Math.max(...rowsOf(kept.items)))
    expect(items.length + kept.items.length).toBe(21)
    const branch = await misTagCustomers(app.context, 'quiet', { which: 'all', order: 'desc', limit: 50 }, branchB1)
    expect(branch.total).toBeLessThan(21)
    const other = [...items, ...kept.items].find(({ custId }) => !branch.items.some((each) => each.custId === custId))!
    await expect(misTagCustomer(app.context, 'quiet', other.custId, branchB1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await misTagCustomer(app.context, 'quiet', branch.items[0]!.custId, branchB1)).custId).toBe(branch.items[0]!.custId)
    const file = await exportCorrections(app.context, 'quiet', branchB1, { which: 'all', purpose: 'call them' })
    let text = ''
    for await (const part of file.bytes) text += part
    const lines = text.trim().split(/\r?\n/)
    expect(lines[0]).toContain(`${branchB1.name} /`)
    expect(lines.slice(2).map((line) => line.split(',')[0]?.replaceAll('"', ''))).toEqual(branch.items.map(({ custId }) => custId))
  })

  it('TAG-15: the probability is a tag like others, from the day it was known on', async () => {
    await publish('tag', 'quiet-p', { facet: 'interest', classification: 'C1', compute: { v: 1, kind: 'correction', check: 'quiet' } })
    const value = { v: 1, kind: 'correction', check: 'quiet', maxAgeDays: 400 } as const
    expect(await correctionReading(app.context, value, asOf)).toBeNull()
    const reading = (await correctionReading(app.context, value, await app.context.businessClock.today()))!
    const rows = await app.context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM (${reading.rows}) WHERE value BETWEEN 0 AND 1`))
    expect(rows).toEqual([{ n: '21' }])
    expect(await app.context.definitions.usedBy('mis-tag', 'quiet')).toEqual([{ kind: 'tag', key: 'quiet-p' }])
    await expect(app.context.definitions.create('mis-tag', { key: 'wrong', name: { zh: 'x' }, body: { tag: 'band', doubted: ['NONE'], population: rule(count('>=', 0)), believed: rule(count('>=', 0)), shows: rule(count('>=', 0)), evidence: [], corrected: { code: 'X', name: { zh: 'x' } } } }, headOffice)).rejects.toThrow()
  })
})

describe('queries', () => {
  it('text, and valid by the engine', async () => {
    const snapshot = (await latestSnapshot(app.context))!
    const from = sql`${identifier(snapshot.table)} AS base`
    const cell = cellOf({ column: 't_band', type: { type: 'enum' } }, { kind: 'code', codes: ['LOW'] }, asOf)
    const flags = [{ counts: sql`1`, came: sql`0` }]
    const value = sql`toFloat64(base.a_aum)`
    for (const asked of [
      tallyQuery(from, cell, flags), tallyQuery(from, cell, []), liftQuery(snapshot.table, sql`SELECT cust_no, toUInt8(1) AS treated, toUInt8(0) AS came FROM ${identifier(snapshot.table)}`, cell), sampleQuery(from, [cell], 10), decilesQuery(snapshot.table, [sql`toFloat64(a_aum)`]), codesQuery(snapshot.table, 't_band'),
      agreementQuery(from, value, value, sql`1`), populationCoverageQuery(from, sql`1`, sql`1`), evidenceRowsQuery(from, sql`1`, sql`1`, [value], 5),
      daysQuery(sql`(SELECT * FROM bank_txn)`, { stored: 'ts', isDate: false }, 'Asia/Shanghai', asOf), periodsQuery(sql`(SELECT * FROM bank_txn)`, { stored: 'ts', isDate: false }, ['amount_minor'], { timeZone: 'Asia/Shanghai', to: asOf, monthly: true }),
    ]) await expect(asked).toBeValidQuery(app.context.warehouse)
    expect(renderSql(withOutcomes('t', [{ table: 'o', column: 'o_0' }])).text).toMatchInlineSnapshot(`"\`t\` AS base LEFT JOIN (SELECT cust_no, \`o_0\` AS came FROM \`o\`) AS \`j_o_0\` ON \`j_o_0\`.\`cust_no\` = base.cust_no"`)
    expect(renderSql(fillTable('t', sql`b AS base`, [{ column: 'x', value: sql`1` }])).text).toMatchInlineSnapshot(`"INSERT INTO \`t\` (\`cust_no\`, \`cust_id\`, \`shard_key\`, \`x\`) SELECT \`base\`.\`cust_no\`, \`base\`.\`cust_id\`, \`base\`.\`shard_key\`, 1 FROM b AS base"`)
    expect(evaluationColumns([{ column: 'x', type: 'UInt8' }])).toEqual({ cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', x: 'UInt8' })
    expect(renderSql(tallyQuery(sql`t`, sql`c`, flags).sql).text).toMatchInlineSnapshot(`"SELECT c AS cell, count() AS n, [countIf(1)] AS counted, [countIf(1 AND 0)] AS came FROM t WHERE 1 GROUP BY cell ORDER BY cell"`)
    expect(renderSql(addsOf(sql`v`, { name: 'v', iv: 1, used: false, cuts: [], adds: [], ranges: [] })).text).toBe('toFloat64(0)')
    expect(renderSql(correctionRows('t')).text).toMatchInlineSnapshot(`"SELECT cust_no, probability AS value FROM \`t\`"`)
    expect(renderSql(correctionCountsQuery('t', sql`1`).sql).text).toMatchInlineSnapshot(`"SELECT held, count() AS n, countIf(corrected) AS corrected, sum(probability) AS expected FROM \`t\` AS base WHERE 1 GROUP BY held ORDER BY n DESC, held"`)
    expect(renderSql(correctionBandsQuery('t', sql`1`).sql).text).toMatchInlineSnapshot(`"SELECT toUInt8(least(9, floor(probability * 10))) AS band, count() AS n FROM \`t\` AS base WHERE 1 GROUP BY band ORDER BY band"`)
    expect(renderSql(correctionPageQuery('t', sql`1`, { which: 'kept', order: 'asc', limit: 1, offset: 2 }).sql).text).toMatchInlineSnapshot(`"SELECT cust_id, held, found, adds, probability, corrected FROM \`t\` AS base WHERE 1 AND NOT corrected ORDER BY probability, cust_id LIMIT {p0:Int64} OFFSET {p1:Int64}"`)
    expect(renderSql(correctionTotalQuery('t', sql`1`, 'all').sql).text).toMatchInlineSnapshot(`"SELECT count() AS n FROM \`t\` AS base WHERE 1 AND 1"`)
    expect(renderSql(correctionOfQuery('t', sql`1`, 'C1').sql).text).toMatchInlineSnapshot(`"SELECT cust_id, held, found, adds, probability, corrected FROM \`t\` AS base WHERE 1 AND cust_id = {p0:String} LIMIT 1"`)
    expect(renderSql(fillCorrections({ table: 't', from: sql`b AS base`, where: sql`1`, held: sql`h`, values: [sql`v`], weights: [{ name: 'v', iv: 1, used: true, cuts: [1], adds: [0, 1, 0], ranges: [] }], base: 0, threshold: 0.5 })).text).toMatchInlineSnapshot(`"INSERT INTO \`t\` (cust_no, cust_id, shard_key, org_path, rm, held, found, adds, probability, corrected) SELECT cust_no, cust_id, shard_key, org_path, rm, held, found, [assumeNotNull(arrayElement({p0:Array(Float64)}, assumeNotNull(if(isNull(arrayElement(found, {p1:Int64})), {p2:Int64}, 1 + arrayCount(cut -> ifNull(arrayElement(found, {p1:Int64}) >= cut, 0), {p3:Array(Float64)})))))] AS adds, 1 / (1 + exp(-({p4:Float64} + arraySum(adds)))) AS probability, probability >= {p5:Float64} FROM (SELECT base.cust_no AS cust_no, base.cust_id AS cust_id, base.shard_key AS shard_key, base.org_path AS org_path, base.rm AS rm, toString(h) AS held, [CAST(v, 'Nullable(Float64)')] AS found FROM b AS base WHERE ifNull(1, 0))"`)
  })
})
