import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

const day = (n: number) => new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)

async function writeLines(path: string, header: string, count: number, line: (n: number) => string): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${header}\n`)
  for (let n = 0; n < count; n += 2000) {
    const lines = Array.from({ length: Math.min(2000, count - n) }, (_, at) => line(n + at)).join('\n')
    if (!file.write(`${lines}\n`)) await once(file, 'drain')
  }
  file.end()
  await finished(file)
}

/** `count` customers with a few attributes. */
export function writeCustomers(path: string, count: number): Promise<void> {
  return writeLines(path, 'id,born,sex,city,consent,aum,score', count, (n) =>
    [`C${n}`, `19${String(40 + (n % 60)).padStart(2, '0')}-0${1 + (n % 9)}-1${n % 10}`, 'MFU'[n % 3], `city${n % 200}`, 1, `${(n * 7919) % 900_000}.50`, n % 997].join(','),
  )
}

/** `count` transactions of `customers` customers; ids begin at `first`. */
export function writeTransactions(path: string, first: number, count: number, customers: number): Promise<void> {
  return writeLines(path, 'txn,cust,ts,dir,amount,channel', count, (n) =>
    [`T${first + n}`, `C${(n * 31) % customers}`, day(n % 365), n % 2 === 0 ? 'C' : 'D', `${(n * 37) % 20_000}.25`, `ch${n % 6}`].join(','),
  )
}

const named = (kind: string, key: string, body: unknown) => ({
  path: `${kind}/${key}.yaml`,
  // JSON is YAML.
  text: JSON.stringify({ kind, key, name: { zh: key, en: key }, version: null, body }),
})

const attribute = (field: string) => ({ kind: 'attr', table: 'customer', field })
const aggregate = (fn: string, n: number, more: object = {}) => ({ kind: 'agg', table: 'txn', fn, window: { kind: 'last', n, unit: 'd' }, ...more })
const compare = (left: unknown, op: string, value?: unknown) => ({ kind: 'compare', left, op, ...(value === undefined ? {} : { value }) })
const amount = { field: 'amount' }

const tagValues: Record<string, unknown> = {
  'age-band': { kind: 'bucket', of: { kind: 'age', of: attribute('birth_date') }, edges: [25, 35, 45, 55, 65], labels: ['a', 'b', 'c', 'd', 'e', 'f'] },
  age: { kind: 'age', of: attribute('birth_date') },
  city: attribute('city_code'),
  'score-band': { kind: 'bucket', of: attribute('score'), edges: [100, 500, 900], labels: ['low', 'fair', 'good', 'best'] },
  'days-since-last': { kind: 'daysBetween', from: { kind: 'agg', table: 'txn', fn: 'last', field: 'ts', window: { kind: 'all' } }, to: { kind: 'asOf' } },
  ...Object.fromEntries([30, 90, 180, 365].flatMap((n) => [
    [`count-${n}`, aggregate('count', n)],
    [`sum-${n}`, aggregate('sum', n, amount)],
    [`inflow-${n}`, aggregate('sum', n, { ...amount, filter: compare({ kind: 'field', field: 'dir' }, '=', 'C') })],
    [`largest-${n}`, aggregate('max', n, amount)],
  ])),
}

/** Definitions of the kill tests: two sources, 21 tags, a segment of everybody with a score, a strategy on it. */
export function killDefinitions(): { path: string; text: string }[] {
  const columns = { cust_id: 'id', birth_date: 'born', gender: 'sex', city_code: 'city', marketing_consent: 'consent' }
  const attributes = {
    aum: { type: 'money', name: { zh: '资产', en: 'AUM' }, column: 'aum' },
    score: { type: 'int', name: { zh: '评分', en: 'Score' }, column: 'score' },
  }
  const txn = { txn_id: 'txn', cust_id: 'cust', ts: { from: 'ts', format: 'YYYY-MM-DD' }, dir: 'dir', amount: 'amount', channel: 'channel' }
  const source = (target: unknown) => ({ purposes: ['SERVICE', 'MARKETING'], format: { type: 'csv' }, businessDate: '2025-12-31', targets: [target] })
  return [
    named('source', 'customers', source({ table: 'customer', mode: 'snapshot', columns, attributes })),
    named('source', 'transactions', source({ table: 'txn', mode: 'append', columns: txn })),
    ...Object.entries(tagValues).map(([key, value]) => named('tag', key, { facet: 'value', classification: 'C2', compute: { v: 1, kind: 'value', value } })),
    named('segment', 'scored', { rule: { v: 1, kind: 'rule', rule: compare(attribute('score'), '>=', 10) } }),
    named('strategy', 'everybody', {
      goal: { kind: 'SCALE' }, segment: { key: 'scored', version: 'latest' }, purpose: 'MARKETING', channel: 'FILE', window: { days: 30 },
      arms: [{ key: 'mail', name: { zh: '发送', en: 'Mailed' }, share: 0.9 }, { key: 'control', name: { zh: '对照', en: 'Control' }, share: 0.1, control: true }],
    }),
  ]
}

export const TAG_COUNT = Object.keys(tagValues).length
