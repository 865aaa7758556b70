import type { LinkSummary } from '#identity/contract'
import { openBenchApp, type BenchApp } from './bench-app.js'
import { clocked, report, say } from './measure.js'

// One million customer numbers linked and applied: 2.5 % of persons have several, 1 % share a device, 0.3 % a recycled mobile.
const CUSTOMERS = Number(process.env['QUNCE_BENCH_ROWS'] ?? 1_000_000)
const ASOF = '2026-06-30'
const ROUNDS = Number(process.env['QUNCE_BENCH_ROUNDS'] ?? 3)

/** Person of a customer number: the last fortieth of the numbers are second numbers. */
const PERSON = `if(number < ${Math.floor(CUSTOMERS * 0.975)}, number, number * 7919 % ${Math.floor(CUSTOMERS * 0.975)})`
const SECOND = `(number >= ${Math.floor(CUSTOMERS * 0.975)})`
const HASH = (kind: string, of: string) => `lower(hex(SHA256(concat('${kind}', toString(${of})))))`
/** Another customer's value for a share of them, by a hash of the number. */
const or = (share: number, other: string, value: string, salt: number) => `if(sipHash64(number, ${salt}) % 1000000 < ${Math.round(share * 1_000_000)}, ${other}, ${value})`

async function generate(app: BenchApp): Promise<void> {
  const { runs } = app.context
  const begin = (table: string, tables: string[]) => runs.begin({ kind: 'load', subject: table, asOf: ASOF, tables })
  const customer = await begin('customer', ['bank_customer', 'customer_pii'])
  const identity = await begin('identity', ['bank_identity'])
  const txn = await begin('txn', ['bank_txn'])
  const id = `concat('C', leftPad(toString(number * 7919 % 10000019), 8, '0'))`
  await app.run(`INSERT INTO identity_customer (cust_id, cust_no, shard_key) SELECT ${id}, toUInt32(number + 1), ${id} FROM numbers(${CUSTOMERS})`)
  const base = `toUInt32(number + 1), ${id}, ${id}`
  const birth = `toDate32('1945-01-01') + sipHash64(p, 1) % 22000`
  await app.run(
    `INSERT INTO bank_customer (run_id, cust_no, cust_id, shard_key, row_key, valid_from, gender, birth_date, city_code, main_org_id, open_date, status) SELECT ${customer}, ${base}, ${id}, '${ASOF}', ['M', 'F'][sipHash64(p, 2) % 2 + 1], if(${SECOND} AND sipHash64(number, 3) % 100 < 3, ${birth} + 40, ${birth}), concat('city', toString(sipHash64(p, 4) % 300)), concat('B', toString(sipHash64(number, 5) % 400)), toDate32('2010-01-01') + sipHash64(number, 6) % 5000, 'ACTIVE' FROM (SELECT number, ${PERSON} AS p FROM numbers(${CUSTOMERS}))`,
  )
  const name = `concat(toString(intDiv(sipHash64(p, 7) % 90000 * (sipHash64(p, 7) % 90000), 27000000)), '-', toString(sipHash64(p, 8) % 3000))`
  await app.run(
    `INSERT INTO customer_pii (run_id, cust_id, shard_key, name_hash, mobile_hash, id_no_hash, email_hash) SELECT ${customer}, ${id}, ${id}, ${HASH('name', name)}, ${HASH('mobile', `if(${SECOND} AND sipHash64(number, 9) % 100 < 40, number + 10000000, ${or(0.003, 'p + 1', 'p', 10)})`)}, if(${SECOND} AND sipHash64(number, 11) % 100 < 35, '', ${HASH('id', 'p')}), if(sipHash64(p, 12) % 2 = 0, ${HASH('email', 'p')}, '') FROM (SELECT number, ${PERSON} AS p FROM numbers(${CUSTOMERS}))`,
  )
  await app.run(
    `INSERT INTO bank_identity (run_id, cust_no, cust_id, shard_key, row_key, valid_from, id_type, value, first_seen, last_seen) SELECT ${identity}, ${base}, toString(number), '${ASOF}', 'DEVICE', ${HASH('device', or(0.01, 'p + 2', 'p', 13))}, '2024-01-01', '2026-06-01' FROM (SELECT number, ${PERSON} AS p FROM numbers(${CUSTOMERS}))`,
  )
  await app.run(
    `INSERT INTO bank_identity (run_id, cust_no, cust_id, shard_key, row_key, valid_from, id_type, value, first_seen, last_seen) SELECT ${identity}, ${base}, toString(number), '${ASOF}', 'MOBILE_HASH', ${HASH('mobile', or(0.003, 'p + 1', 'p', 10))}, if(sipHash64(number, 10) % 1000000 < 3000, toDate32('2010-01-01'), toDate32('2018-01-01')), if(sipHash64(number, 10) % 1000000 < 3000, toDate32('2014-01-01'), toDate32('2026-06-01')) FROM (SELECT number, ${PERSON} AS p FROM numbers(${CUSTOMERS}))`,
  )
  await app.run(`INSERT INTO bank_txn (run_id, cust_no, cust_id, shard_key, row_key, valid_from, ts, dir, amount_minor) SELECT ${txn}, ${base}, toString(number), '${ASOF}', toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + number % 10000000, 'C', 100 FROM (SELECT intDiv(number, 10) AS number FROM numbers(${CUSTOMERS * 10}))`)
  await runs.commitAll([customer, identity, txn].map((run, at) => ({ id: run, detail: { source: 'bench', target: at, mode: 'snapshot', table: ['customer', 'identity', 'txn'][at], loadId: String(at), rows: CUSTOMERS } })))
}

const app = await openBenchApp()
try {
  say(`generating ${CUSTOMERS} customers`)
  await generate(app)
  let applied: LinkSummary | null = null
  const first = await clocked(async () => (applied = (await app.job('identity.link', { asOf: ASOF })) as LinkSummary))
  say(JSON.stringify({ ...(applied as LinkSummary | null), fields: undefined, difference: undefined, rules: undefined }))
  const previews: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) previews.push(await clocked(() => app.job('identity.preview', { asOf: ASOF })))
  const summary = applied as LinkSummary | null
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
  report(
    [
      { what: `link ${CUSTOMERS.toLocaleString('en-US')} customer numbers and apply (10 transactions each)`, ours: seconds(first), peer: '', ratio: '', goal: '≤ 120 s', note: `${summary?.pairsCompared ?? 0} pairs compared, ${summary?.customersMoved ?? 0} customers moved, expected precision ${(summary?.expectedPrecision ?? 0).toFixed(4)}` },
      { what: `preview of the rules on ${CUSTOMERS.toLocaleString('en-US')} customer numbers`, ours: seconds([...previews].sort((a, b) => a - b)[Math.floor(previews.length / 2)] ?? 0), peer: '', ratio: '', goal: '≤ 120 s', note: 'median' },
    ],
    await app.context.warehouse.version(),
  )
} finally {
  await app.close()
}
