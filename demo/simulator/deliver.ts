import { runJob, type Product } from '../load/product.js'
import { sourceDefinition, sourceKey } from '../load/source-definitions.js'
import type { Written } from '../generator/tables/output.js'
import type { Delivery, LoginRow, World } from './world.js'

const MONEY = new Set(['amount', 'balance_after', 'value', 'cost', 'total', 'deposit', 'wealth', 'fund', 'insurance', 'gold'])
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  touch: ['touch_id', 'cust_id', 'campaign', 'arm', 'channel', 'ts', 'decision', 'delivered', 'opened', 'clicked', 'connected', 'talk_sec', 'cost', 'complaint', 'unsub'],
  outcome: ['outcome_id', 'cust_id', 'ts', 'metric', 'count', 'value', 'campaign'],
  complaint: ['complaint_id', 'cust_id', 'ts', 'channel', 'topic', 'severity', 'related_touch'],
  consent: ['consent_id', 'cust_id', 'purpose', 'channel', 'granted', 'ts', 'evidence_ref'],
  txn: ['txn_id', 'acct_id', 'cust_id', 'ts', 'type', 'dir', 'amount', 'balance_after', 'channel', 'cpty_type', 'status'],
  aum_daily: ['cust_id', 'date', 'total', 'deposit', 'wealth', 'fund', 'insurance', 'gold'],
}
/** Events one request of the event API carries. */
const BATCH = 500
const KEY_NAME = 'demo-simulator'

/** Hands an advance over the way a bank's systems would: files through sources, app events through the event API. */
export function deliverTo(product: Product, url: string, world: Pick<World, 'logins'>) {
  let writeKey: string | null = null
  return async (files: readonly Delivery[], from: string, to: string): Promise<void> => {
    for (const file of files) await loadDelivery(product, file)
    writeKey ??= await newWriteKey(product)
    const logins = await world.logins(from, to)
    for (let at = 0; at < logins.length; at += BATCH) await sendEvents(url, writeKey, logins.slice(at, at + BATCH))
  }
}

async function loadDelivery(product: Product, file: Delivery): Promise<void> {
  const names = COLUMNS[file.table] ?? []
  // Instants are written as text here, with their zone.
  const columns = Object.fromEntries(names.map((name): [string, Written] => [name, MONEY.has(name) ? 'money' : 'plain']))
  const mode = file.table === 'complaint' ? 'upsert' : 'append'
  const definition = sourceDefinition({ table: file.table, mode, columns })
  const key = `${sourceKey(file.table)}-live`
  const text = definition.text.replace(`"key":"${sourceKey(file.table)}"`, `"key":"${key}"`).replace('演示银行', '演示市场').replace('Demo bank', 'Demo market')
  await product.request('POST', '/api/v1/definitions/apply', { files: [{ path: `source/${key}.yaml`, text }], force: false })
  await runJob(product, '/api/v1/data/loads', { source: key, file: { path: file.path }, businessDate: file.businessDate })
}

async function newWriteKey(product: Product): Promise<string> {
  const made = (await product.request('POST', '/api/v1/events/write-keys', { name: KEY_NAME, sourceType: 'segment' })) as { key: string }
  return made.key
}

async function sendEvents(url: string, writeKey: string, logins: readonly LoginRow[]): Promise<void> {
  const batch = logins.flatMap((login) => {
    const who = { userId: login.custId, anonymousId: login.device, timestamp: login.at, context: { os: { name: login.os }, library: { name: 'demo-simulator', version: '1' } } }
    return [{ ...who, type: 'track', event: 'login_ok', messageId: login.key }]
  })
  for (;;) {
    const answer = await fetch(`${url}/v1/batch`, { method: 'POST', headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`, 'content-type': 'application/json' }, body: JSON.stringify({ batch }) })
    const text = await answer.text()
    if (answer.ok) return
    if (answer.status !== 429) throw new Error(`/v1/batch: ${answer.status} ${text.slice(0, 300)}`)
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('retry-after') ?? 1)))
  }
}
