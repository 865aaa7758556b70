import { createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { neutralCsvLine } from '#platform/http'
import { outboxPages } from '../store/outbox-store.js'
import type { ChannelAdapter, DeliveryPlace } from './adapter.js'

const PAGE = 5000

/** A CSV under the export folder for an outside system, written whole when every decision is taken. */
export const fileAdapter: ChannelAdapter = {
  channel: 'FILE',
  batch: 1000,
  afterCrash: 'again',
  notReady: () => null,
  deliver: async (_place, deliveries) => deliveries.map(({ custId }) => ({ custId, sent: true })),
  async finish(place) {
    const { exportDir } = place.context.settings
    const name = `list-${place.list.strategy}-${place.list.id}.csv`
    await mkdir(exportDir, { recursive: true, mode: 0o700 })
    const draft = join(exportDir, `.${name}.part`)
    await pipeline(Readable.from(lines(place)), createWriteStream(draft, { mode: 0o600 }), { signal: place.signal })
    await rename(draft, join(exportDir, name))
    return name
  },
}

async function* lines({ context, list }: DeliveryPlace): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine(['cust_id', 'list', 'strategy', 'arm', 'org_path', 'rm'])}`
  for await (const rows of outboxPages(context.ledger, Number(list.id), PAGE, 'SENT')) {
    yield rows.map((row) => neutralCsvLine([row.cust_id, list.id, list.strategy, row.arm, row.org_path, row.rm])).join('')
  }
}
