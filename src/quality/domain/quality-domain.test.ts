import { describe, expect, it } from 'vitest'
import { builtInRules, sourceRule } from './built-in-rules.js'
import { ruleMistakes } from './check-rule.js'
import { bucketsOf, risingEdges, stabilityIndex } from './drift.js'
import { fieldsOf } from './field-use.js'
import { isCitizenId, judgeIdentifier } from './identifier-format.js'
import { maskKey, maskOffender } from './mask-row.js'
import { qualityRuleSchema } from './rule-body.js'
import { ruleSentence } from './rule-sentence.js'
import { scoreOf, weightOf, worstStatus } from './score.js'
import { searchEntries } from './search-entries.js'
import { sourceEdges } from './source-lineage.js'
import { deadlineOf, judgeAge, judgeDeadline } from './timeliness.js'
import { unitChange } from './unit-change.js'
import { judgeShare } from './verdict.js'
import { comparedDays, judgeVolume } from './volume.js'
import { walkGraph } from './lineage-graph.js'

describe('QUA-5: identifiers', () => {
  // The two numbers GB 11643-1999 itself prints, and made-up ones.
  it.each(['11010519491231002X', '440524188001010014'])('%s passes GB 11643', (text) => expect(isCitizenId(text)).toBe(true))
  it.each([
    ['a wrong check character', '110105194912310021'],
    ['a day that does not exist', '110105194902300021'],
    ['no such division', '990105194912310020'],
    ['17 digits', '11010519491231002'],
    ['a letter inside', '1101051949123100O2'],
  ])('%s fails', (_why, text) => expect(isCitizenId(text)).toBe(false))

  it('every other check character of a good number is wrong', () => {
    const good = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X'].filter((last) => isCitizenId(`11010519491231002${last}`))
    expect(good).toEqual(['X'])
  })

  it.each([
    ['id_no', ' 11010519491231002x ', 'valid'],
    ['id_no', '110105491231002', 'invalid'],
    ['id_no', 'E12345678', 'other'],
    ['id_no', '', 'other'],
    ['mobile', '+86 138-0013-8000', 'valid'],
    ['mobile', '１３８００１３８０００', 'valid'],
    ['mobile', '12800138000', 'invalid'],
    ['mobile', '1380013800', 'invalid'],
    ['email', 'a@b.example', 'valid'],
    ['email', 'a@b', 'invalid'],
    ['email', null, 'other'],
  ] as const)('%s "%s" is %s', (kind, text, judged) => expect(judgeIdentifier(kind, text)).toBe(judged))
})

describe('QUA-4: windows', () => {
  it('PSI by hand: 50/50 to 25/75 is 0.2747; the same spread is 0', () => {
    // (0.25 − 0.5)·ln(0.25/0.5) + (0.75 − 0.5)·ln(0.75/0.5) = 0.25·0.693147 + 0.25·0.405465
    expect(stabilityIndex([{ label: 'a', reference: 50, current: 25 }, { label: 'b', reference: 50, current: 75 }])).toBeCloseTo(0.274653, 6)
    expect(stabilityIndex([{ label: 'a', reference: 10, current: 100 }, { label: 'b', reference: 30, current: 300 }])).toBe(0)
  })

  it('an empty bucket counts half a row; an empty window has no index', () => {
    // e = 0.5/100, a = 0.1: (0.1 − 0.005)·ln 20; e = 1, a = 0.9: −0.1·ln 0.9
    const index = stabilityIndex([{ label: 'new', reference: 0, current: 10 }, { label: 'old', reference: 100, current: 90 }])
    expect(index).toBeCloseTo(0.095 * Math.log(20) - 0.1 * Math.log(0.9), 12)
    expect(stabilityIndex([{ label: 'a', reference: 0, current: 3 }])).toBeNull()
  })

  it('cumulative counts become buckets', () => {
    expect(bucketsOf([10, 20], { reference: [3, 7], current: [1, 1] }, { reference: 9, current: 6 })).toEqual([
      { label: '10', reference: 3, current: 1 },
      { label: '20', reference: 4, current: 0 },
      { label: 'above', reference: 2, current: 5 },
    ])
    expect(risingEdges([1, 1, 3, 2])).toEqual([1, 2, 3])
  })

  it.each([
    [100, 10_000, 2], [100, 9_000, 2], [10_000, 100, -2], [100, 1_000, 1], [100, 150, 0], [100, 300, 0], [100, 5_000, 0], [100, 70, 0],
  ])('median %d then %d: power of ten %d', (before, now, power) => expect(unitChange(before, now, 0.15)?.power).toBe(power))

  it('a median of nothing or 0 says nothing about the unit', () => {
    expect(unitChange(0, 5, 0.15)).toBeNull()
    expect(unitChange(5, null, 0.15)).toBeNull()
  })

  const rule = { weeks: 3, tolerance: 0.5, weekdaysOnly: false, holidays: ['2025-12-17'], minRows: 10 }

  it('volume by hand: Wednesdays 90 and 110, mean 100; a holiday is not compared with', () => {
    expect(comparedDays('2025-12-31', rule)).toEqual(['2025-12-24', '2025-12-10'])
    const rows = new Map([['2025-12-10', 110], ['2025-12-17', 3], ['2025-12-24', 90], ['2025-12-31', 51]])
    expect(judgeVolume(rule, '2025-12-31', rows)).toMatchObject({ rows: 51, mean: 100, ratio: 0.51, ok: true })
    expect(judgeVolume(rule, '2025-12-31', new Map([...rows, ['2025-12-31', 49]]))).toMatchObject({ ok: false })
    expect(judgeVolume(rule, '2025-12-31', new Map([...rows, ['2025-12-31', 151]]))).toMatchObject({ ok: false })
  })

  it('a missing day counts 0, days before the source began do not', () => {
    expect(judgeVolume(rule, '2025-12-31', new Map([['2025-12-24', 100], ['2025-12-31', 100]]))).toMatchObject({ mean: 100, ok: true })
    expect(judgeVolume(rule, '2025-12-31', new Map([['2025-12-09', 5], ['2025-12-24', 100], ['2025-12-31', 100]]))).toMatchObject({ mean: 50, ok: false })
  })

  it('holidays, weekends and small days are not judged', () => {
    expect(judgeVolume(rule, '2025-12-17', new Map())).toBe('NOT_A_BUSINESS_DAY')
    expect(judgeVolume({ ...rule, weekdaysOnly: true }, '2025-12-28', new Map())).toBe('NOT_A_BUSINESS_DAY')
    expect(judgeVolume(rule, '2025-12-31', new Map([['2025-12-24', 9], ['2025-12-31', 900]]))).toBe('TOO_FEW_ROWS')
  })
})

describe('QUA-6: timeliness', () => {
  const zone = { now: '2026-01-01T00:00:00.000Z', timeZone: 'Asia/Shanghai' }

  it('06:00 of the next day in Shanghai is 22:00 of the day in UTC', () => {
    expect(deadlineOf('2025-12-31', '06:00', 1, 'Asia/Shanghai')).toBe('2025-12-31T22:00:00.000Z')
  })

  it.each([
    ['in time', '2025-12-31T21:59:00.000Z', true, 0],
    ['90 minutes late', '2025-12-31T23:30:00.000Z', false, 1.5],
  ])('%s', (_what, endedAt, ok, value) => {
    expect(judgeDeadline({ by: '06:00', dayOffset: 1 }, '2025-12-31', [{ businessDate: '2025-12-31', endedAt }], zone)).toMatchObject({ ok, value })
  })

  it('not there: late by now, or not due yet', () => {
    expect(judgeDeadline({ by: '06:00', dayOffset: 1 }, '2025-12-31', [], zone)).toMatchObject({ ok: false, value: 2 })
    expect(judgeDeadline({ by: '09:00', dayOffset: 1 }, '2025-12-31', [], zone)).toBe('NOT_DUE_YET')
  })

  const weekly = ['2025-12-01', '2025-12-08', '2025-12-15'].map((businessDate) => ({ businessDate, endedAt: '' }))

  it('a weekly source may be 14 days old, not 15', () => {
    expect(judgeAge({ dayOffset: 1 }, '2025-12-29', weekly)).toMatchObject({ ok: true, value: 14, threshold: 14 })
    expect(judgeAge({ dayOffset: 1 }, '2025-12-30', weekly)).toMatchObject({ ok: false, value: 15 })
    expect(judgeAge({ dayOffset: 1, maxAgeDays: 3 }, '2025-12-19', weekly)).toMatchObject({ ok: false, value: 4, threshold: 3 })
    expect(judgeAge({ dayOffset: 1 }, '2025-12-30', weekly.slice(1))).toBe('TOO_FEW_LOADS')
  })
})

describe('QUA-2: the score', () => {
  it('is the weight of what passed over the weight of what was judged', () => {
    const of = (status: 'pass' | 'warn' | 'block' | 'error' | 'skipped', weight: number) => ({ status, weight })
    expect(scoreOf([of('pass', 1), of('pass', 3), of('warn', 1), of('block', 3), of('error', 9), of('skipped', 9)])).toBe(50)
    expect(scoreOf([of('skipped', 1)])).toBeNull()
    expect([weightOf({ severity: 'warn' }), weightOf({ severity: 'block' }), weightOf({ severity: 'block', weight: 7 })]).toEqual([1, 3, 7])
    expect(worstStatus(['pass', 'warn', 'skipped'])).toBe('warn')
  })

  it('a share at its threshold passes; of no rows nothing is said', () => {
    expect(judgeShare(1000, 1, 0.999).ok).toBe(true)
    expect(judgeShare(1000, 2, 0.999).ok).toBe(false)
    expect(judgeShare(0, 0, 1)).toMatchObject({ ok: null, detail: { reason: 'NO_VALUES' } })
  })
})

describe('QUA-3: rules that are built in', () => {
  const rules = new Map(builtInRules().map((rule) => [rule.key, rule]))

  it('come from the bank model, each once', () => {
    expect(rules.size).toBe(builtInRules().length)
    expect(rules.get('customer.gender.values')?.body.check).toMatchObject({ test: 'values', values: ['M', 'F', 'U'] })
    expect(rules.get('txn.amount.completeness')?.body).toMatchObject({ severity: 'block', check: { minShare: 1 } })
    expect(rules.get('holding.key.uniqueness')?.body.columns).toEqual(['cust_id', 'product_id', 'as_of'])
    expect(rules.get('customer.rm_emp_id.reference')?.body.check).toMatchObject({ to: { table: 'employee', column: 'emp_id' } })
    expect(rules.get('customer.main_org_id.reference')?.body.check).toMatchObject({ to: { table: 'org', column: 'org_id' } })
    expect(rules.get('org.parent_id.reference')?.body.check).toMatchObject({ to: { table: 'org', column: 'org_id' } })
    expect(rules.has('customer.cust_id.reference')).toBe(false)
    expect(rules.get('customer.id_no.id-checksum')?.body.check).toMatchObject({ test: 'id-checksum', minShare: 0.99 })
    expect(rules.has('account.rows.volume')).toBe(false)
    expect(rules.has('txn.rows.volume')).toBe(true)
  })

  it('make no mistake a person would be told of', () => {
    expect([...rules.values(), sourceRule('core')].flatMap((rule) => ruleMistakes(rule.body, []))).toEqual([])
  })

  it('are said in both languages', () => {
    expect(rules.get('txn.amount.completeness')?.name).toEqual({ zh: '交易的金额至少 100% 有值', en: 'Transaction: Amount filled in at least 100% of rows' })
    expect([...rules.values()].filter(({ name }) => /undefined|\{/.test(name.zh + (name.en ?? '')))).toEqual([])
  })
})

describe('QUA-1: mistakes of a rule', () => {
  const mistakes = (body: object) => ruleMistakes(qualityRuleSchema.parse(body), [{ key: 'aum', type: 'money', name: { zh: '资产' } }]).map(({ code, path }) => `${code} ${path}`)

  it.each([
    ['an unknown column', { table: 'txn', columns: ['nope'], check: { kind: 'completeness' } }, ['TARGET_COLUMN_UNKNOWN columns[0]']],
    ['a range of a text', { table: 'txn', columns: ['memo_class'], check: { kind: 'range', min: 1 } }, ['QUALITY_COLUMN_TYPE columns[0]']],
    ['an empty range', { table: 'txn', columns: ['amount'], check: { kind: 'range' } }, ['QUALITY_RANGE_EMPTY check']],
    ['two columns where one is taken', { table: 'txn', columns: ['amount', 'ts'], check: { kind: 'drift' } }, ['QUALITY_COLUMN_COUNT columns', 'QUALITY_COLUMN_TYPE columns[1]']],
    ['no table', { columns: ['amount'], check: { kind: 'range', min: 0 } }, ['QUALITY_TABLE_MISSING table']],
    ['volume of a dimension', { table: 'customer', check: { kind: 'volume' } }, ['QUALITY_TIME_MISSING table']],
    ['completeness of a sealed identifier', { table: 'customer', columns: ['mobile'], check: { kind: 'completeness' } }, ['QUALITY_COLUMN_SEALED columns[0]']],
    ['the wrong test of an identifier', { table: 'customer', columns: ['mobile'], check: { kind: 'validity', test: 'email' } }, ['QUALITY_COLUMN_TYPE columns[0]']],
    ['a pattern the engine may not run', { table: 'txn', columns: ['mcc'], check: { kind: 'validity', test: 'pattern', pattern: '(a+)+' } }, ['QUALITY_PATTERN_REFUSED check.pattern']],
    ['codes that are not listed', { table: 'txn', columns: ['mcc'], check: { kind: 'validity', test: 'values' } }, ['QUALITY_VALUES_MISSING check.values']],
    ['a filter on nothing', { table: 'txn', columns: ['amount'], where: { nope: 'x' }, check: { kind: 'range', min: 0 } }, ['TARGET_COLUMN_UNKNOWN where.nope']],
    ['the change of a dimension', { check: { kind: 'reconciliation', left: { table: 'txn', column: 'amount', measure: 'sum', minus: { dri: 'D' } }, right: { table: 'customer', column: 'aum', measure: 'change' } } }, ['TARGET_COLUMN_UNKNOWN check.left.minus.dri', 'QUALITY_TIME_MISSING check.right.table']],
    ['nothing: a custom attribute is a column', { table: 'customer', columns: ['aum'], check: { kind: 'range', min: 0 } }, []],
  ])('%s', (_what, body, expected) => expect(mistakes(body)).toEqual(expected))

  it('says every kind of check in words', () => {
    const body = qualityRuleSchema.parse({ check: { kind: 'reconciliation', left: { table: 'txn', column: 'amount', measure: 'sum' }, right: { table: 'aum_daily', column: 'deposit', measure: 'change' } } })
    expect(ruleSentence(body).zh).toBe('txn.amount与 aum_daily.deposit 相符（差异不超过 0.1%）')
  })
})

describe('QUA-8: what is kept of an offender', () => {
  it.each([['C39', '**9'], ['6222021234567890', '*************890'], ['X', '*'], ['', '']])('key %s is kept as %s', (key, kept) => expect(maskKey(key)).toBe(kept))
  it('a value keeps its shape only, unless it may be shown', () => {
    expect(maskOffender({ row: 'C0001', value: '张三 13800' }, { ofCustomers: true, open: false })).toEqual({ row: '****1', value: '文文 99999' })
    expect(maskOffender({ row: 'B1-1', value: 'X9' }, { ofCustomers: false, open: true })).toEqual({ row: 'B1-1', value: 'X9' })
  })
})

describe('QUA-10: what a definition reads', () => {
  it('finds attributes, aggregated fields, what filters them and the time a window reads', () => {
    const agg = { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: { kind: 'last', n: 30, unit: 'd' }, filter: { kind: 'compare', left: { kind: 'field', field: 'dir' }, op: '=', value: 'C' } }
    const body = { facet: 'value', compute: { v: 1, kind: 'value', value: { kind: 'arith', op: '+', left: agg, right: { kind: 'attr', table: 'customer', field: 'aum' } } } }
    expect(fieldsOf(body).map(({ table, column }) => `${table}.${column}`)).toEqual(['customer.aum', 'txn.amount', 'txn.dir', 'txn.ts'])
    expect(fieldsOf({ kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' } })).toEqual([{ table: 'txn', column: 'cust_id' }])
    expect(fieldsOf({ kind: 'attr', table: 'customer', field: 'child_birth_years.youngest' })).toEqual([{ table: 'customer', column: 'child_birth_years' }])
  })

  it('a source leads from its file\'s columns to bank columns; constants from the source itself, lookups from what they read', () => {
    const edges = sourceEdges('s', {
      format: { type: 'csv' }, businessDate: null,
      targets: [{ table: 'txn', mode: 'append', where: { kind: 'x' }, columns: { txn_id: 'id', amount: { from: 'amt', unit: 'minor' }, dir: { constant: 'C' }, cust_id: { from: 'acct', lookup: { table: 'account', by: 'acct_id', value: 'cust_id' } } } }],
    } as unknown as Parameters<typeof sourceEdges>[1])
    const said = edges.map(({ from, to }) => `${from} > ${to}`)
    expect(said).toContain('source-column/s/amt > column/txn.amount')
    expect(said).toContain('source/s > column/txn.dir')
    expect(said).toContain('source-column/s/kind > column/txn.amount')
    expect(said).toContain('column/account.cust_id > column/txn.cust_id')
    expect(said).toContain('source/s > source-column/s/id')
  })

  it('walks both ways, nearest first, and survives a circle', () => {
    const edges = [['a', 'b'], ['b', 'c'], ['c', 'a'], ['b', 'd'], ['d', 'e']].map(([from, to]) => ({ from: from!, to: to! }))
    const graph = { nodes: new Map(), edges }
    expect(walkGraph(graph, 'b', 'down', 20).reached).toEqual([{ id: 'b', distance: 0 }, { id: 'c', distance: 1 }, { id: 'd', distance: 1 }, { id: 'a', distance: 2 }, { id: 'e', distance: 2 }])
    expect(walkGraph(graph, 'e', 'up', 1).reached.map(({ id }) => id)).toEqual(['e', 'd'])
  })
})

describe('QUA-9: search of the dictionary', () => {
  const entry = (key: string, zh: string, en: string, said = '') => ({
    id: `column/${key}`, kind: 'column', key, name: { zh, en }, description: said === '' ? null : { zh: said }, owner: null, type: 'text', custom: false,
    isKey: false, required: false, class: null, level: null, sensitive: false, fill: null, score: null,
  })
  const entries = [entry('txn.amount', '金额', 'Amount'), entry('loan.rate', '利率', 'Rate', '按金额计息'), entry('standing_order.amount', '金额', 'Amount'), entry('touch.conv_amount', '转化金额', 'Converted amount')]

  it('ranks what is called so before what holds the word and what only speaks of it', () => {
    expect(searchEntries(entries, '金额').map(({ key }) => key)).toEqual(['standing_order.amount', 'txn.amount', 'touch.conv_amount', 'loan.rate'])
    expect(searchEntries(entries, 'AMOUNT').map(({ key }) => key)).toEqual(['standing_order.amount', 'txn.amount', 'touch.conv_amount'])
    expect(searchEntries(entries, 'txn amount').map(({ key }) => key)).toEqual(['txn.amount'])
    expect(searchEntries(entries, '没有').map(({ key }) => key)).toEqual([])
    expect(searchEntries(entries, ' ')).toHaveLength(4)
  })
})
