import { describe, expect, it } from 'vitest'
import { checkRule, checkValue } from './check.js'
import { type FactRow, type RuleCustomer } from './customer.js'
import { compileRule } from './compile.js'
import { evaluateRule, ruleEvaluator, valueEvaluator } from './evaluate.js'
import { type BoolNode, type IntervalNode, type RuleDocument, type SequenceNode, type ValueNode, type Window } from './node.js'
import { fieldsReadBy, referencesOf } from './reference.js'
import { phraseOfValue, sentenceOf } from './sentence.js'
import { asOf, schema, timeZone } from './small-bank.test.js'
import { streamable } from './streaming.js'
import { nodesOf } from './walk.js'
import { windowRange } from './window.js'

const ctx = { asOf, timeZone }
const rule = (node: BoolNode): RuleDocument => ({ v: 1, kind: 'rule', rule: node })
const value = (node: ValueNode) => ({ v: 1 as const, kind: 'value' as const, value: node })
const is = (field: string, code: string): BoolNode => ({ kind: 'compare', left: { kind: 'field', field }, op: '=', value: code })
const name = (code: string) => is('name', code)
const unknownField = is('amount', 'x')
const always: BoolNode = { kind: 'always' }

/** Rows at hours of a day by the bank's clock, eight hours ahead of UTC. */
const at = (day: string, hour: number, what: string): FactRow => ({ at: new Date(Date.parse(`${day}T00:00:00+08:00`) + hour * 3_600_000).toISOString(), name: what })
const on = (day: string, kind: string): FactRow => ({ day, kind, amount: 1 })
const customer = (event: readonly FactRow[], txn: readonly FactRow[] = [], segments: readonly string[] = []): RuleCustomer => ({ custId: 'C', attrs: {}, tags: {}, facts: { event, txn }, segments, lists: [] })

describe('RULE-10: the time between rows', () => {
  const rows = [at('2025-12-01', 10, 'login'), at('2025-12-01', 23, 'login'), at('2025-12-03', 1, 'buy'), at('2025-12-10', 9, 'login'), at('2025-12-10', 12.5, 'buy'), at('2025-12-20', 9, 'login')]
  const between = (more: Partial<IntervalNode>, rowsOf: readonly FactRow[] = rows) =>
    valueEvaluator(value({ kind: 'interval', table: 'event', from: name('login'), to: name('buy'), pick: 'first', ...more }), schema, ctx)(customer(rowsOf))

  it('by hand: each login with the next purchase; the last login has none and makes no pair', () => {
    // Pairs: 1st 10:00 → 3rd 01:00 (39 h), 1st 23:00 → 3rd 01:00 (26 h), 10th 09:00 → 12:30 (3.5 h).
    const picks = ['first', 'last', 'min', 'max', 'avg'] as const
    expect(picks.map((pick) => between({ pick }))).toEqual([2, 0, 0, 2, 4 / 3])
    expect(picks.map((pick) => between({ pick, unit: 'h' }))).toEqual([39, 3, 3, 39, (39 + 26 + 3) / 3])
    expect(between({ pick: 'min', unit: 'min' })).toBe(210)
    expect(between({ window: { kind: 'last', n: 15, unit: 'd' } })).toBeNull()
    expect(between({ to: name('view') })).toBeNull()
  })

  it('by hand: at one moment a row that ends follows one that begins; a row that is both follows only an earlier one', () => {
    const same = [at('2025-12-01', 9, 'login'), at('2025-12-01', 9, 'buy'), at('2025-12-05', 9, 'buy')]
    expect(between({ unit: 'h' }, same)).toBe(0)
    expect(between({ unit: 'h' }, [...same].reverse())).toBe(0)
    // From one purchase to the next: never to itself.
    const next: Partial<IntervalNode> = { from: name('buy'), to: name('buy') }
    expect(between(next, same)).toBe(4)
    expect(between(next, same.slice(0, 2))).toBeNull()
    // Two purchases of one moment are no pair; both go on to the third, four days later.
    expect(between({ ...next, pick: 'avg' }, [...same, at('2025-12-01', 9, 'buy')])).toBe(4)
  })

  it('of a table that keeps days: the same day is 0 days', () => {
    const txn = [on('2025-12-01', 'SALARY'), on('2025-12-01', 'POS'), on('2025-12-15', 'SALARY'), on('2025-12-20', 'POS')]
    const of = (pick: IntervalNode['pick']) => valueEvaluator(value({ kind: 'interval', table: 'txn', from: is('kind', 'SALARY'), to: is('kind', 'POS'), pick }), schema, ctx)(customer([], txn))
    expect([of('first'), of('last'), of('avg')]).toEqual([0, 5, 2.5])
  })

  it('is checked, said, walked and streamed like any value of rows', () => {
    const node: ValueNode = { kind: 'interval', table: 'event', from: name('login'), to: name('buy'), pick: 'first', window: { kind: 'last', n: 90, unit: 'd' } }
    expect(phraseOfValue(value(node), schema, 'zh')).toBe('近90天行为中首次从（名称为“login”）到其后（名称为“buy”）的天数')
    expect(phraseOfValue(value(node), schema, 'en')).toBe('First interval in days from (name is “login”) to the next (name is “buy”) in events in the last 90 days')
    expect(sentenceOf(rule({ kind: 'compare', left: node, op: '<=', value: 7 }), schema, 'zh')).toContain('的天数不超过7天。')
    expect(nodesOf(value(node)).map(({ path }) => path)).toEqual(['value', 'value.from', 'value.from.left', 'value.to', 'value.to.left'])
    expect(referencesOf(value(node)).facts).toEqual(['event'])
    expect(fieldsReadBy(value(node))).toEqual([{ table: 'event', field: null }, { table: 'event', field: 'name' }])
    expect(streamable(value(node)).streaming).toBe('bounded')
    expect(streamable(value({ ...node, window: undefined })).streaming).toBe('no')
    const mistakes = (input: object) => {
      const checked = checkValue({ v: 1, kind: 'value', value: input }, schema)
      return checked.ok ? [] : checked.mistakes.map(({ code, path }) => `${code} ${path}`)
    }
    expect(mistakes({ ...node, pick: 'median' })).toEqual(['RULE_FIELD_INVALID value.pick'])
    expect(mistakes({ ...node, table: 'nope' })).toEqual(['RULE_UNKNOWN_FACT value.table'])
    expect(mistakes({ ...node, to: unknownField })).toEqual(['RULE_UNKNOWN_FIELD value.to.left.field'])
    expect(mistakes({ ...node, table: 'txn', from: always, to: always, unit: 'h' })).toEqual(['RULE_SEQUENCE_UNIT value.unit'])
    expect(checkValue(value(node), schema)).toMatchObject({ ok: true, type: { type: 'int', unit: { zh: '天' } } })
    expect(checkValue(value({ ...node, pick: 'avg' }), schema)).toMatchObject({ ok: true, type: { type: 'decimal' } })
  })
})

const follows = (node: Omit<SequenceNode, 'kind'>, of: RuleCustomer) => evaluateRule(rule({ kind: 'sequence', ...node }), schema, of, ctx)

describe('RULE-11: a strict sequence', () => {
  const strict = (event: readonly FactRow[], more: Partial<SequenceNode> = {}) =>
    follows({ table: 'event', steps: [name('view'), name('buy')], within: { n: 2, unit: 'd' }, strict: true, ...more }, customer(event))

  it('by hand: nothing lies between; without strict it may', () => {
    const interrupted = [at('2025-12-01', 9, 'view'), at('2025-12-01', 10, 'login'), at('2025-12-01', 11, 'buy')]
    expect(strict(interrupted)).toBe(false)
    expect(strict(interrupted, { strict: false })).toBe(true)
    expect(strict(interrupted.filter((row) => row['name'] !== 'login'))).toBe(true)
    // The second view is the one the purchase follows.
    expect(strict([...interrupted.slice(0, 2), at('2025-12-01', 10.5, 'view'), at('2025-12-01', 11, 'buy')])).toBe(true)
    expect(strict([at('2025-12-01', 9, 'view'), at('2025-12-03', 10, 'buy')])).toBe(false)
  })

  it('by hand: rows of one moment have no order, so none of them lies between', () => {
    const rows = [at('2025-12-01', 9, 'view'), at('2025-12-01', 10, 'login'), at('2025-12-01', 10, 'buy'), at('2025-12-01', 10, 'pay')]
    expect(strict(rows)).toBe(true)
    expect(strict(rows, { steps: [name('view'), name('login'), name('buy')] })).toBe(true)
    expect(strict([...rows, at('2025-12-01', 11, 'ship')], { steps: [name('view'), name('ship')] })).toBe(false)
  })

  it('by hand: rows outside the window lie nowhere', () => {
    const rows = [at('2025-12-20', 9, 'view'), at('2025-12-20', 10, 'login'), at('2025-12-20', 11, 'buy')]
    const since: Window = { kind: 'between', from: 12, to: 5 }
    expect(strict(rows, { window: since })).toBe(false)
    expect(strict(rows.slice(1), { window: since, steps: [name('login'), name('buy')] })).toBe(true)
  })
})

describe('RULE-12: a sequence over several tables', () => {
  const saw: BoolNode = name('view')
  const bought = { table: 'txn', if: is('kind', 'POS') }
  const node = { table: 'event', steps: [saw, bought], within: { n: 3, unit: 'd' as const } }

  it('by hand: where one table keeps days all count by their day, so that the same day follows', () => {
    const seen = [at('2025-12-10', 23, 'view')]
    const holds = (day: string, more: object = {}) => follows({ ...node, ...more }, customer(seen, [on(day, 'POS')]))
    expect(['2025-12-09', '2025-12-10', '2025-12-13', '2025-12-14'].map((day) => holds(day))).toEqual([false, true, true, false])
    // Back to front: bought on the day, then seen on it or later.
    expect(['2025-12-07', '2025-12-10', '2025-12-11'].map((day) => holds(day, { steps: [bought, saw] }))).toEqual([true, true, false])
  })

  it('by hand: strict over the rows of its tables', () => {
    const holds = (event: readonly FactRow[], txn: readonly FactRow[]) => follows({ ...node, strict: true }, customer(event, txn))
    expect(holds([at('2025-12-10', 9, 'view')], [on('2025-12-12', 'POS')])).toBe(true)
    expect(holds([at('2025-12-10', 9, 'view'), at('2025-12-11', 9, 'login')], [on('2025-12-12', 'POS')])).toBe(false)
    expect(holds([at('2025-12-10', 9, 'view')], [on('2025-12-11', 'FEE'), on('2025-12-12', 'POS')])).toBe(false)
  })

  it('is checked, said and walked with the table of each step', () => {
    const sequence: BoolNode = { kind: 'sequence', ...node, strict: true, window: { kind: 'last', n: 30, unit: 'd' } }
    expect(sentenceOf(rule(sequence), schema, 'zh')).toBe('近30天行为、交易在3天内依次出现，其间没有别的记录：(1) 行为：名称为“view”；(2) 交易：类型为消费。')
    expect(sentenceOf(rule(sequence), schema, 'en')).toBe('Events and transactions in the last 30 days that follow each other within 3 days with no other row between: (1) events: name is “view”; (2) transactions: type is pos.')
    expect(nodesOf(rule(sequence)).map(({ path }) => path)).toEqual(['rule', 'rule.steps[0]', 'rule.steps[0].left', 'rule.steps[1].if', 'rule.steps[1].if.left'])
    expect(referencesOf(rule(sequence)).facts).toEqual(['event', 'txn'])
    expect(fieldsReadBy(rule(sequence))).toEqual([{ table: 'event', field: null }, { table: 'txn', field: null }, { table: 'event', field: 'name' }, { table: 'txn', field: 'kind' }])
    const mistakes = (input: object) => {
      const checked = checkRule({ v: 1, kind: 'rule', rule: { ...sequence, ...input } }, schema)
      return checked.ok ? [] : checked.mistakes.map(({ code, path }) => `${code} ${path}`)
    }
    expect(mistakes({ within: { n: 3, unit: 'h' } })).toEqual(['RULE_SEQUENCE_UNIT rule.within.unit'])
    expect(mistakes({ window: { kind: 'last', n: 3, unit: 'h' } })).toEqual(['RULE_WINDOW_HOURS rule.window.unit'])
    expect(mistakes({ steps: [saw, { table: 'nope', if: saw }] })).toEqual(['RULE_UNKNOWN_FACT rule.steps[1].table'])
    expect(mistakes({ steps: [saw, { table: 'txn', if: saw }] })).toEqual(['RULE_UNKNOWN_FIELD rule.steps[1].if.left.field'])
    expect(mistakes({ steps: [saw, { table: 'txn' }] })).toEqual(['RULE_FIELD_MISSING rule.steps[1].if'])
    expect(mistakes({ steps: [saw, { kind: 'nope' }] })).toEqual(['RULE_KIND_UNKNOWN rule.steps[1].kind'])
  })
})

describe('RULE-13: a window of hours', () => {
  const count = (n: number, rows: readonly FactRow[]) => valueEvaluator(value({ kind: 'agg', table: 'event', fn: 'count', window: { kind: 'last', n, unit: 'h' } }), schema, ctx)(customer(rows))
  it('by hand: counts back from the end of the business date', () => {
    const rows = [at('2025-12-31', 20, 'a'), at('2025-12-31', 19.99, 'b'), at('2025-12-30', 23, 'c'), at('2026-01-01', 0, 'd')]
    expect([count(4, rows), count(24, rows), count(25, rows)]).toEqual([1, 2, 3])
    const days = (n: number) => windowRange({ kind: 'last', n, unit: 'h' }, asOf, timeZone)
    expect([days(24), days(25)]).toEqual([{ from: asOf, to: asOf }, { from: '2025-12-30', to: asOf }])
  })
  it('is said, and refused of a table that keeps days', () => {
    const node = (table: string): ValueNode => ({ kind: 'agg', table, fn: 'count', window: { kind: 'last', n: 24, unit: 'h' } })
    expect(phraseOfValue(value(node('event')), schema, 'zh')).toBe('近24小时行为的次数')
    expect(phraseOfValue(value(node('event')), schema, 'en')).toBe('Number of events in the last 24 hours')
    expect(checkValue(value(node('txn')), schema)).toMatchObject({ ok: false, mistakes: [{ code: 'RULE_WINDOW_HOURS', path: 'value.window.unit' }] })
  })
})

describe('RULE-14: who was in a segment', () => {
  const was = (daysAgo: number): BoolNode => ({ kind: 'inSegment', segment: 'silver', version: 'latest', daysAgo })
  it('asks the snapshot of then, not the members of now', () => {
    const holds = (node: BoolNode, segments: readonly string[]) => evaluateRule(rule(node), schema, customer([], [], segments), ctx)
    expect(holds(was(30), ['silver@latest'])).toBe(false)
    expect(holds(was(30), ['silver@latest~30'])).toBe(true)
    expect(holds({ kind: 'not', not: was(30) }, ['silver@latest~30'])).toBe(false)
  })
  it('before the first snapshot the rule is refused in its place: nobody knows who was in it', () => {
    const refused = expect.objectContaining({ mistakes: [{ code: 'RULE_SEGMENT_UNRECORDED', path: 'rule.not.daysAgo', params: { segment: 'silver', days: 61 } }] }) as Error
    expect(() => compileRule(rule({ kind: 'not', not: was(61) }), schema, ctx)).toThrow(refused)
    expect(() => ruleEvaluator(rule({ kind: 'not', not: was(61) }), schema, ctx)).toThrow(refused)
    expect(() => compileRule(rule(was(60)), schema, ctx)).not.toThrow()
    // It may be defined and said before.
    expect(checkRule(rule(was(61)), schema)).toMatchObject({ ok: true })
    expect(sentenceOf(rule(was(61)), schema, 'zh')).toBe('61天前属于客群「银发」。')
  })
  it('is said, and is a reference of its own', () => {
    expect(sentenceOf(rule({ kind: 'not', not: was(30) }), schema, 'zh')).toBe('30天前不属于客群「银发」。')
    expect(sentenceOf(rule({ ...was(1), version: 2 } as BoolNode), schema, 'en')).toBe('Was in the segment “Silver” (version 2) 1 day ago.')
    const now: BoolNode = { kind: 'inSegment', segment: 'silver', version: 'latest' }
    expect(referencesOf(rule({ kind: 'all', all: [now, was(30)] })).segments).toEqual([{ segment: 'silver', version: 'latest' }, { segment: 'silver', version: 'latest', daysAgo: 30 }])
  })
})
