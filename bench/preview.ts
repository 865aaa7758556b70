import { stringify } from 'yaml'
import type { RuleDocument } from '#kernel/rule'
import { previewSegment } from '../src/segments/actions/preview-segment.js'
import { actor, openBenchApp, type BenchApp } from './bench-app.js'
import { clocked, median, quantile, report, say, type Row } from './measure.js'

// Live count of a rule of five conditions over 60 tags, with its waterfall, against SQL written by hand for it.
const SIZES = (process.env['QUNCE_BENCH_SIZES'] ?? '1000000,10000000').split(',').map(Number)
const RUNS = Number(process.env['QUNCE_BENCH_ROUNDS'] ?? 30)
const TAGS = 60
const ENUMS = 20
const ASOF = '2026-06-30'

const name = (at: number) => `tag-${String(at).padStart(2, '0')}`
const column = (at: number) => `t_tag_${String(at).padStart(2, '0')}`
const isEnum = (at: number) => at < ENUMS
const CODES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

async function makeSnapshot(app: BenchApp, customers: number): Promise<void> {
  const { runs } = app.context
  const runId = await runs.begin({ kind: 'tags', subject: 'all', asOf: ASOF })
  const table = `tag_snapshot_${runId}`
  await runs.own(runId, [table])
  const tags = Array.from({ length: TAGS }, (_, at) => at)
  const type = (at: number) => (isEnum(at) ? 'LowCardinality(Nullable(String))' : 'Nullable(Int64)')
  await app.run(`CREATE TABLE ${table} (cust_no UInt32, cust_id String, shard_key String, org_path LowCardinality(String), rm LowCardinality(String), ${tags.map((at) => `${column(at)} ${type(at)}`).join(', ')}) ENGINE = MergeTree ORDER BY cust_no`)
  // One value in sixteen is missing.
  const value = (at: number) => (isEnum(at) ? `if(h % 16 = ${at % 16}, NULL, [${CODES.map((code) => `'${code}'`).join(', ')}][bitAnd(bitShiftRight(h, ${at}), 7) + 1])` : `if(h % 16 = ${at % 16}, NULL, toInt64(intHash32(number + ${at * 1_000_003}) % 1000))`)
  await app.run(`INSERT INTO ${table} SELECT toUInt32(number + 1), concat('C', toString(number)), concat('C', toString(number)), '/', '', ${tags.map(value).join(', ')} FROM (SELECT number, intHash64(number) AS h FROM numbers(${customers}))`)
  const columns = tags.map((at) => ({ key: name(at), version: 1, column: column(at), name: { zh: name(at), en: name(at) }, type: isEnum(at) ? { type: 'enum', values: CODES.map((code) => ({ code, zh: code, en: code })) } : { type: 'int' } }))
  await runs.commit(runId, { customers, tags: columns, attributes: [] }, (await runs.visible('tags', 'all')).map((run) => run.id))
}

async function defineTags(app: BenchApp): Promise<void> {
  const body = (at: number) => ({ facet: 'value', classification: 'C2', compute: { v: 1, kind: 'value', value: isEnum(at) ? { kind: 'attr', table: 'customer', field: 'city_code' } : { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } } } })
  const files = Array.from({ length: TAGS }, (_, at) => ({ path: `tag/${name(at)}.yaml`, text: stringify({ kind: 'tag', key: name(at), name: { zh: name(at), en: name(at) }, version: null, body: body(at) }, { aliasDuplicateObjects: false }) }))
  await app.context.definitions.apply(files, actor)
}

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Five conditions on tags drawn by the seed: as a rule, and as a person writes them in SQL. */
function drawRule(seed: number): { rule: RuleDocument; conditions: string[] } {
  const random = seeded(seed * 7919 + 1)
  for (let skip = 0; skip < 5; skip += 1) random()
  const chosen = new Set<number>()
  while (chosen.size < 5) chosen.add(Math.floor(random() * TAGS))
  const drawn = [...chosen].map((at) => {
    const left = { kind: 'tag' as const, tag: name(at) }
    if (isEnum(at)) {
      const codes = CODES.filter(() => random() < 0.5).concat('a').slice(0, 5)
      return { node: { kind: 'compare' as const, left, op: 'in' as const, value: [...new Set(codes)] }, sql: `${column(at)} IN (${[...new Set(codes)].map((code) => `'${code}'`).join(', ')})` }
    }
    const low = Math.floor(random() * 500)
    return { node: { kind: 'compare' as const, left, op: '>=' as const, value: low }, sql: `${column(at)} >= ${low}` }
  })
  return { rule: { v: 1, kind: 'rule', rule: { kind: 'all', all: drawn.map((each) => each.node) } }, conditions: drawn.map((each) => each.sql) }
}

const waterfallByHand = (table: string, conditions: readonly string[]) =>
  `SELECT count() AS total, ${conditions.map((each) => `countIf(${each})`).join(', ')}, ${conditions.map((_, at) => `countIf(${conditions.slice(0, at + 1).join(' AND ')}) AS left${at}`).join(', ')} FROM ${table}`
const groupsByHand = (table: string, conditions: readonly string[]) =>
  `SELECT toUInt8(${conditions.map((each, at) => `ifNull(${each}, 0) * ${2 ** at}`).join(' + ')}) AS met, count() AS n FROM ${table} GROUP BY met`
const countByHand = (table: string, conditions: readonly string[]) => `SELECT count() AS n FROM ${table} WHERE ${conditions.join(' AND ')}`

async function race(app: BenchApp, customers: number): Promise<Row[]> {
  await makeSnapshot(app, customers)
  const run = await app.context.runs.latest('tags', 'all')
  const table = `tag_snapshot_${run?.id}`
  const times = { ours: [] as number[], waterfall: [] as number[], groups: [] as number[], count: [] as number[] }
  for (let round = 0; round < RUNS + 3; round += 1) {
    const { rule, conditions } = drawRule(round)
    let ours = -1
    const works = {
      ours: async () => void (ours = (await previewSegment(app.context, { orgPaths: () => Promise.resolve([]) }, rule, actor)).count ?? 0),
      waterfall: () => app.rows(waterfallByHand(table, conditions)),
      groups: () => app.rows(groupsByHand(table, conditions)),
      count: () => app.rows(countByHand(table, conditions)),
    }
    const order = Object.keys(works) as (keyof typeof works)[]
    if (round % 2 === 1) order.reverse()
    for (const each of order) {
      const time = await clocked(works[each])
      // Three warm-up rounds: columns come into the page cache.
      if (round >= 3) times[each].push(time)
    }
    const hand = Number((await app.rows<{ n: string }>(countByHand(table, conditions)))[0]?.n)
    if (ours !== hand) throw new Error(`ours counts ${ours}, by hand ${hand}`)
  }
  const best = median(times.groups) < median(times.waterfall) ? 'groups' : 'waterfall'
  const ratioTo = (peer: readonly number[]) => median(times.ours.map((value, at) => value / (peer[at] ?? Number.NaN))).toFixed(2)
  const show = (values: readonly number[]) => `p50 ${Math.round(quantile(values, 0.5))} ms, p95 ${Math.round(quantile(values, 0.95))} ms`
  const what = `preview of 5 conditions, ${customers.toLocaleString('en-US')} customers × ${TAGS} tags`
  say(`${what}: ours ${show(times.ours)}; by hand, countIf ${show(times.waterfall)}; by hand, GROUP BY mask ${show(times.groups)}; count alone ${show(times.count)}`)
  const goal = customers >= 10_000_000 ? 'p95 < 250 ms; < 1.2' : '< 1.2'
  return [
    { what, ours: show(times.ours), peer: show(times[best]), ratio: ratioTo(times[best]), goal, note: `same answers (total, each condition alone and cumulated); the faster of two hand-written forms: ${best === 'groups' ? 'GROUP BY a bit mask of the conditions' : 'one countIf per number'}` },
    { what: '… against the count alone', ours: show(times.ours), peer: show(times.count), ratio: ratioTo(times.count), goal: '', note: 'SELECT count() WHERE all five: answers one of the eleven numbers' },
  ]
}

const app = await openBenchApp()
try {
  await defineTags(app)
  const rows: Row[] = []
  for (const customers of SIZES) rows.push(...(await race(app, customers)))
  report(rows, await app.context.warehouse.version())
} finally {
  await app.close()
}
