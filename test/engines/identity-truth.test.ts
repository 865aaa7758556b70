import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import { currentNumbers } from '#ingest/contract'
import type { LinkSummary } from '#identity/contract'
import { openTestApp, type TestApp } from '../kit/app.js'
import { makePeople, type MadePeople } from '../kit/people.js'
import { publish, run } from '../kit/strategy-bank.js'

const AS_OF = '2025-12-31'
const PERSONS = 20_000

let app: TestApp
let people: MadePeople
let summary: LinkSummary

const customers = {
  format: { type: 'csv' }, businessDate: AS_OF, purposes: ['SERVICE'], legalBasis: 'contract',
  targets: [{ table: 'customer', mode: 'snapshot', columns: { cust_id: 'id', name: 'name', mobile: 'mobile', id_no: 'idno', email: 'email', gender: 'gender', birth_date: 'born', city_code: 'city', main_org_id: 'org', open_date: 'open', status: 'status' } }],
}
const identifiers = {
  format: { type: 'csv' }, businessDate: AS_OF, purposes: ['SERVICE'], legalBasis: 'contract',
  targets: [{ table: 'identity', mode: 'snapshot', columns: { cust_id: 'id', id_type: 'type', value: 'value', first_seen: 'first', last_seen: 'last' } }],
}

async function loadText(source: string, text: string) {
  const path = join(app.dir, `${source}.csv`)
  writeFileSync(path, text)
  await run(app, 'data.load', { source, file: { path }, trustedPath: true })
}

beforeAll(async () => {
  app = await openTestApp()
  people = makePeople(PERSONS, 20251231)
  await publish(app, 'source', 'people', customers).catch((e) => { console.log(JSON.stringify(e.mistakes)); throw e })
  await publish(app, 'source', 'identifiers', identifiers)
  await loadText('people', people.customers)
  await loadText('identifiers', people.identifiers)
  summary = await run<LinkSummary>(app, 'identity.link', { asOf: AS_OF })
})
afterAll(() => app.close())

it('IDN-5: pairs merged are one person in 97 of 100, and 90 of 100 pairs of one person are found (TR13)', async () => {
  const rows = await app.context.warehouse.query(query<{ ids: string[] }>(sql`SELECT arraySort(groupArray(cust_id)) AS ids FROM ${currentNumbers()} AS everyone GROUP BY cust_no HAVING count() > 1`))
  const found = rows.flatMap(({ ids }) => ids.flatMap((a, at) => ids.slice(at + 1).map((b) => [a, b].sort().join('|'))))
  const right = found.filter((pair) => people.truth.has(pair)).length
  console.log({ found: found.length, right, truth: people.truth.size, precision: right / found.length, recall: right / people.truth.size, s: JSON.stringify({ ...summary, fields: undefined, difference: undefined }) })
  for (const f of summary.fields) console.log(f.field, f.levels.map((l) => `${l.level}: m ${l.m.toFixed(4)} u ${l.u.toExponential(2)} w ${l.weight.toFixed(1)}`).join(' | '))
  expect(right / found.length).toBeGreaterThanOrEqual(0.97)
  expect(right / people.truth.size).toBeGreaterThanOrEqual(0.9)
})
