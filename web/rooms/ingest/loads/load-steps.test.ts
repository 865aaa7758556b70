import { expect, it } from 'vitest'
import type { LoadReport } from '#ingest/contract'
import { loadSteps, rowsOfTable } from './load-steps.js'

const reject = (code: string, count: number) => ({
  code,
  column: 'x',
  count,
  message: { zh: code, en: code },
  samples: [],
})

const report = (rejects: LoadReport['rejects'], rejected: number): LoadReport => ({
  rows: 100,
  accepted: 100 - rejected,
  rejected,
  duplicates: 0,
  newCustomers: 0,
  unknownCustomers: 0,
  targets: [
    { table: 'outcome', mode: 'append', rows: 3, already: 0 },
    { table: 'outcome', mode: 'append', rows: 5, already: 0 },
  ],
  columns: [],
  rejects,
})

it('takes rows out reason by reason, most first', () => {
  expect(loadSteps(report([reject('A', 2), reject('B', 5)], 7))).toEqual([
    { name: 'read', left: 100 },
    { name: { zh: 'B', en: 'B' }, left: 95 },
    { name: { zh: 'A', en: 'A' }, left: 93 },
  ])
})

it('says so when the reasons do not account for every row', () => {
  const many = Array.from({ length: 10 }, (_, at) => reject(`R${at}`, 1))
  const steps = loadSteps(report(many, 10))
  expect(steps).toHaveLength(10)
  expect(steps.at(-1)).toEqual({ name: 'other', left: 90 })
})

it('a column is measured against the rows its table took', () => {
  expect(rowsOfTable(report([], 0), 'outcome')).toBe(5)
  expect(rowsOfTable(report([], 0), 'txn')).toBe(0)
})
