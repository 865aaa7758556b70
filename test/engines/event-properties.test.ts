import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileRule, compileValue, sentenceOf, type BoolNode, type RuleDocument, type ValueNode } from '#kernel/rule'
import { identifier, query, sql } from '#kernel/sql'
import type { EventProperty } from '#events/contract'
import { identityTables } from '#identity'
import { ingestTables } from '#ingest'
import { bankRows } from '#ingest/contract'
import { loadRuleGround } from '#tags'
import { readVocabulary } from '../../src/tags/actions/read-vocabulary.js'
import { customersFrom } from '../../src/tags/sql/customers-from.js'
import { eventProperty } from '../../src/tags/sql/event-field.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { tempDir } from '../kit/temp-dir.js'
import { checkQuery, onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

type PropertyType = EventProperty['type']

const ZONE = 'Asia/Shanghai'
const TYPES: readonly PropertyType[] = ['text', 'int', 'number', 'bool', 'time', 'list']

/** Values as an app may send them, each under the property `v`; the last rows have none, or no JSON at all. */
const VALUES: readonly unknown[] = [
  0, 1, -7, 12, 12.5, -0.25, 1e6, 123456789012, 9007199254740991, 1764547200000, 1764547200123,
  '', 'abc', '12', '12.5', 'true', '含"引号"与\\斜杠\n换行', '😀', '中文', '[1]', '{"a":1}', 'null',
  true, false, null, [], ['a', 'b'], ['a', '', 'a"b'], [1, 2.5, true], [['x'], { y: 1 }, null, 'z'], {}, { v: 3 },
  '2025-12-01', '2025-12-01T08:30', '2025-12-01 08:30:15', '2025-12-01T08:30:15.250', '2025-12-01T08:30:15Z', '2025-12-01T08:30:15.123456+09:00', '2025-12-01T08:30:15-0330',
  '2025-13-01', '2025-12-01T25:00', '20251201', 'yesterday', '12/01/2025', '2025-12-01T08', '1899-12-31', '1901-01-02', '2025-02-30', '2025-02-29T10:00Z', '2024-02-29', '2025-12-01T08:60', '2025-00-10', '2299-12-30T00:00:00Z', '2300-01-01', -2208988800000, 10413791999999, 10413792000000,
]
const TEXTS = [...VALUES.map((v) => JSON.stringify({ other: { v: 99 }, v })), '{"w":1}', '', 'no json', '[]', null]

const INSTANT = /^(?:19|2[0-2])\d{2}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/

function parsed(text: string | null): unknown {
  try {
    const object = JSON.parse(text ?? '') as Record<string, unknown> | unknown[]
    return Array.isArray(object) ? undefined : object['v']
  } catch {
    return undefined
  }
}

const scalarText = (value: unknown): string | null => (['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? String(value) : null)

function instantOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isInteger(value) && value >= -2208988800000 && value <= 10413791999999 ? new Date(value).toISOString() : null
  const found = typeof value === 'string' ? INSTANT.exec(value) : null
  if (found === null) return null
  const text = String(value).replace(' ', 'T')
  const whole = text.length === 10 ? `${text}T00:00` : text
  const day = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))))
  if (day.toISOString().slice(0, 10) !== text.slice(0, 10)) return null
  const time = Date.parse(found[1] === undefined ? `${whole}+08:00` : whole.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** The same reading written a second time, over parsed JSON. */
function read(type: PropertyType, value: unknown): unknown {
  switch (type) {
    case 'text':
      return scalarText(value)
    case 'int':
      return Number.isSafeInteger(value) ? String(value) : null
    case 'number':
      return typeof value === 'number' ? value : null
    case 'bool':
      return typeof value === 'boolean' ? value : null
    case 'time':
      return instantOf(value)
    case 'list':
      return Array.isArray(value) ? value.map(scalarText).filter((each) => each !== null) : []
  }
}

describe('on one node and on two shards', () => {
  let two: TwoShards
  beforeAll(async () => {
    two = await openTwoShards()
    for (const table of [...ingestTables, ...identityTables]) await two.warehouse.createTable(table)
    const rows = TEXTS.map((props, at) => ({ run_id: 4, row_key: `E${at}`, event_id: `E${at}`, valid_from: asOf, cust_no: at + 1, cust_id: `C${at}`, shard_key: `C${at}`, ts: '2025-12-01 00:00:00.000', name: 'x', props }))
    await two.warehouse.insert('bank_app_event', 'JSONEachRow', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')))
    await two.mirror()
  })
  afterAll(() => two.close())

  const asked = (type: PropertyType) => {
    const value = eventProperty({ key: 'v', type }, ZONE)
    const shown = type === 'time' ? sql`formatDateTime(${value}, '%Y-%m-%dT%H:%i:%S.%f', 'UTC')` : value
    return query<{ no: number; value: unknown }>(sql`SELECT cust_no AS no, ${shown} AS value FROM ${bankRows('app_event', [4], ['props'])}`)
  }

  it.each(TYPES)('TAG-23: %s of an event as the plan types it, a value of another type missing; valid, the same on two shards', async (type) => {
    await checkQuery(two.warehouse, asked(type))
    const rows = await onBoth(two, asked(type))
    expect(rows.two).toEqual(rows.one)
    const told = new Map(rows.one.map(({ no, value }) => [no, value]))
    const wanted = TEXTS.map((text, at) => [at + 1, text, read(type, parsed(text))])
    const shown = (value: unknown) => (type === 'time' && typeof value === 'string' ? `${value.slice(0, 23)}Z` : type === 'int' && (typeof value === 'string' || typeof value === 'number') ? String(value) : value)
    expect(TEXTS.map((text, at) => [at + 1, text, shown(told.get(at + 1))])).toEqual(wanted)
  })

  it('TAG-23: the key is bound, whatever it is', async () => {
    expect(textOf(eventProperty({ key: "a'b", type: 'number' }, ZONE))).toBe('toFloat64OrNull(JSONExtractRaw(ifNull(`props`, \'\'), {p0:String}))')
  })
})

const event = (name: string, more: ValueNode | null, op: string, value: unknown): BoolNode => {
  const named: BoolNode = { kind: 'compare', left: { kind: 'field', field: 'name' }, op: '=', value: name }
  return more === null ? named : { kind: 'all', all: [named, { kind: 'compare', left: more, op, value } as BoolNode] }
}
const prop = (key: string): ValueNode => ({ kind: 'field', field: `props.${key}` })
const happened = (filter: BoolNode): RuleDocument => ({ v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'agg', table: 'app_event', fn: 'count', window: { kind: 'last', n: 30, unit: 'd' }, filter }, op: '>=', value: 1 } })
const figure = (fn: 'sum' | 'max' | 'last' | 'collect', field: string): ValueNode => ({ kind: 'agg', table: 'app_event', fn, field: `props.${field}`, window: { kind: 'all' } })

const EVENTS: readonly (readonly [customer: string, day: string, name: string, props: object])[] = [
  ['C01', '2025-12-20', 'buy_ok', { amount: 1200.5, product_id: 'P1', way: 'app', first: true }],
  ['C01', '2025-12-21', 'buy_ok', { amount: 800, way: 'web' }],
  ['C02', '2025-12-20', 'buy_ok', { amount: '5000', way: 'desk' }],
  ['C02', '2025-12-22', 'search', { q: '养老理财', result_cnt: 0 }],
  ['C03', '2025-12-22', 'search', { q: '存款', result_cnt: 7, topics: ['利率', '期限'], until: '2026-03-01' }],
  ['C03', '2025-10-01', 'buy_ok', { amount: 9000, way: 'app' }],
]

describe('in rules', () => {
  let app: TestApp
  const folder = tempDir('event-properties')
  const put = async (kind: string, key: string, body: object, name = { zh: key, en: key }) => {
    const draft = await app.context.definitions.create(kind, { key, name, body }, headOffice)
    await app.context.definitions.publish(kind, key, { revision: draft.revision, note: 'x' }, headOffice)
  }
  beforeAll(async () => {
    app = await openSmallBank()
    const columns = { event_id: 'id', cust_id: 'cust', ts: 'at', name: 'name', props: 'props' }
    await put('source', 'events', { purposes: ['SERVICE', 'MARKETING'], format: { type: 'csv', quotes: true }, targets: [{ table: 'app_event', mode: 'append', columns }] })
    const path = join(folder.path, 'events.csv')
    const cell = (value: object) => `"${JSON.stringify(value).replaceAll('"', '""')}"`
    await writeFile(path, `id,cust,at,name,props\n${EVENTS.map(([customer, day, name, props], at) => `E${at},${customer},${day}T10:00:00+08:00,${name},${cell(props)}`).join('\n')}\n`)
    await runJob(app, 'data.load', { source: 'events', file: { path }, trustedPath: true, businessDate: asOf })
    await put('tracking-plan-event', 'buy-ok', { props: { amount: { type: 'number', name: { zh: '金额（元）', en: 'Amount, yuan' } }, way: { type: 'text', values: ['app', 'web'], name: { zh: '方式', en: 'Way' } }, first: { type: 'bool' }, product_id: { type: 'text' }, mobile: { type: 'text' }, basket: { type: 'object' }, note: { type: 'text' } } }, { zh: '购买成功', en: 'Bought' })
    await put('tracking-plan-event', 'search', { props: { q: { type: 'text' }, result_cnt: { type: 'int' }, topics: { type: 'list' }, until: { type: 'time' }, amount: { type: 'int' }, note: { type: 'int' } } }, { zh: '搜索', en: 'Search' })
  })
  afterAll(async () => {
    await app.close()
    folder.remove()
  })

  const ground = () => loadRuleGround(app.context, { asOf })

  async function members(document: RuleDocument): Promise<string[]> {
    const known = await ground()
    const { condition } = compileRule(document, known.schema, known)
    const from = identifier(known.snapshot?.table ?? '')
    const found = await app.context.warehouse.query(query<{ id: string }>(sql`SELECT base.cust_id AS id FROM ${customersFrom(from, known.passes.passes(), known.facts)} WHERE ${condition} ORDER BY id`))
    return found.map(({ id }) => id)
  }

  async function values(value: ValueNode): Promise<Record<string, unknown>> {
    const known = await ground()
    const compiled = compileValue({ v: 1, kind: 'value', value }, known.schema, known)
    const from = identifier(known.snapshot?.table ?? '')
    const found = await app.context.warehouse.query(query<{ id: string; value: unknown }>(sql`SELECT base.cust_id AS id, ${compiled.value} AS value FROM ${customersFrom(from, known.passes.passes(), known.facts)} WHERE base.cust_id IN ('C01', 'C02', 'C03', 'C04')`))
    return Object.fromEntries(found.map((row) => [row.id, row.value]))
  }

  it('TAG-23: are compared by their types: numbers, codes, texts, yes or no, times and lists', async () => {
    expect(await members(happened(event('buy_ok', prop('amount'), '>', 1000)))).toEqual(['C01'])
    expect(await members(happened(event('buy_ok', prop('amount'), '<=', 1000)))).toEqual(['C01'])
    expect(await members(happened(event('buy_ok', prop('amount'), 'isMissing', undefined)))).toEqual(['C02'])
    expect(await members(happened(event('search', prop('result_cnt'), '=', 0)))).toEqual(['C02'])
    expect(await members(happened(event('search', prop('q'), 'contains', '理财')))).toEqual(['C02'])
    expect(await members(happened(event('buy_ok', prop('first'), 'is', true)))).toEqual(['C01'])
    expect(await members(happened(event('search', prop('until'), '>', asOf)))).toEqual(['C03'])
    expect(await members(happened(event('search', prop('topics'), 'hasAny', ['利率'])))).toEqual(['C03'])
    // A code the plan does not list is met where the plan keeps what breaks it.
    expect(await members(happened(event('buy_ok', prop('way'), 'in', ['desk', 'web'])))).toEqual(['C01', 'C02'])
    expect(await members(happened(event('buy_ok', null, '', null)))).toEqual(['C01', 'C02'])
  })

  it('TAG-23: are summed, and are missing where nothing has them', async () => {
    expect(await values(figure('sum', 'amount'))).toEqual({ C01: 2000.5, C02: 0, C03: 9000, C04: 0 })
    expect(await values(figure('max', 'amount'))).toEqual({ C01: 1200.5, C02: null, C03: 9000, C04: null })
    expect(await values(figure('last', 'way'))).toEqual({ C01: 'web', C02: 'desk', C03: 'app', C04: null })
    expect(await values(figure('collect', 'way'))).toEqual({ C01: ['app', 'web'], C02: ['desk'], C03: ['app'], C04: [] })
  })

  it('TAG-23: are said and listed by the names of the plan; identifiers, objects and columns are no properties', async () => {
    const { schema } = await ground()
    const rule = happened(event('buy_ok', prop('amount'), '>', 1000))
    expect(sentenceOf(rule, schema, 'zh')).toMatch(/购买成功.*金额（元）/)
    expect(sentenceOf(rule, schema, 'en')).toMatch(/Bought.*Amount, yuan/)
    const fields = (await readVocabulary(app.context, asOf)).facts.find(({ table }) => table === 'app_event')?.fields ?? []
    expect(fields.filter(({ key }) => key.startsWith('props.')).map(({ key, type }) => [key, type])).toEqual([
      ['props.amount', 'decimal'], ['props.first', 'bool'], ['props.note', 'string'], ['props.q', 'string'], ['props.result_cnt', 'int'], ['props.topics', 'set'], ['props.until', 'instant'], ['props.way', 'enum'],
    ])
    expect(fields.find(({ key }) => key === 'name')).toMatchObject({ type: 'enum', isOpen: true, values: [{ code: 'buy_ok', zh: '购买成功', en: 'Bought' }, { code: 'search', zh: '搜索', en: 'Search' }] })
  })

  it('TAG-23: a rule over a property the plan does not have is refused at its place; the plan may come in the same apply', async () => {
    const check = (rule: RuleDocument) => app.context.definitions.check('segment', null, { rule })
    expect(await check(happened(event('buy_ok', prop('amount'), '>', 1000)))).toEqual([])
    expect(await check(happened(event('unplanned', null, '', null)))).toEqual([])
    expect(await check(happened(event('buy_ok', prop('mobile'), '=', '1')))).toMatchObject([{ code: 'RULE_UNKNOWN_FIELD', params: { field: 'props.mobile' } }])
    expect(await check(happened(event('buy_ok', prop('amount'), 'contains', 'x')))).toMatchObject([{ code: 'RULE_OPERATOR_NOT_ALLOWED' }])
    const rule = happened(event('quote', prop('rate'), '>', 3))
    expect(await check(rule)).toMatchObject([{ code: 'RULE_UNKNOWN_FIELD', params: { field: 'props.rate' } }])
    const file = (document: object) => ({ path: 'all.yaml', text: JSON.stringify(document) })
    const planned = { kind: 'tracking-plan-event', key: 'quote', name: { zh: '试算', en: 'Quote' }, body: { props: { rate: { type: 'number' } } } }
    const segment = { kind: 'segment', key: 'quoted', name: { zh: '试算过', en: 'Quoted' }, body: { rule } }
    await app.context.definitions.apply([file(segment), { ...file(planned), path: 'plan.yaml' }], headOffice)
    expect(await members(rule)).toEqual([])
  })

  it('PRV-16: an event serves the purposes the plan gives it; the plan declares registered ones', async () => {
    const told = { kind: 'tracking-plan-event', key: 'chat-msg', name: { zh: '客服消息', en: 'Chat' }, body: { purposes: ['SERVICE'], props: { mood: { type: 'text' } } } }
    const check = (purposes: string[]) => app.context.definitions.check('segment', null, { purposes, rule: happened(event('chat_msg', prop('mood'), '=', 'angry')) })
    await app.context.definitions.apply([{ path: 'chat.yaml', text: JSON.stringify(told) }], headOffice)
    expect(await check(['SERVICE'])).toEqual([])
    expect(await check(['MARKETING'])).toMatchObject([{ code: 'PURPOSE_MISMATCH', params: { purpose: 'MARKETING', what: 'app_event.name = chat_msg', source: 'tracking-plan-event/chat-msg', declared: 'SERVICE' } }])
    expect(await app.context.definitions.check('tracking-plan-event', 'chat-msg', { purposes: ['SERVICE', 'SNOOPING'] })).toMatchObject([{ code: 'PURPOSE_UNKNOWN', path: 'purposes[1]' }])
  })

  it('TAG-24: a property the plan gives up is read by the rules made before, and offered to no new one', async () => {
    const rule = happened(event('buy_ok', prop('first'), 'is', true))
    expect(await app.context.definitions.check('segment', null, { rule })).toEqual([])
    const change = async (key: string, props: object) => {
      const head = await app.context.definitions.get('tracking-plan-event', key)
      const draft = await app.context.definitions.save('tracking-plan-event', key, { revision: head.revision, name: head.name, body: { props } }, headOffice)
      await app.context.definitions.publish('tracking-plan-event', key, { revision: draft.revision, note: 'x' }, headOffice)
    }
    await change('buy-ok', { amount: { type: 'number' } })
    expect(await members(rule)).toEqual(['C01'])
    expect(await app.context.definitions.check('segment', null, { rule })).toMatchObject([{ code: 'RULE_UNKNOWN_FIELD', params: { field: 'props.first' } }])
    const keys = async () => (await readVocabulary(app.context, asOf)).facts.find(({ table }) => table === 'app_event')?.fields.map(({ key }) => key) ?? []
    expect(await keys()).not.toContain('props.first')
    expect(await keys()).toContain('props.q')
    await app.context.definitions.archive('tracking-plan-event', 'search', headOffice)
    expect(await keys()).not.toContain('props.q')
    expect(await members(happened(event('search', prop('q'), 'contains', '理财')))).toEqual(['C02'])
  })
})
