import { z } from 'zod'
import { demoBankResultSchema } from '../contract.js'
import type { Config } from '../config.js'
import { runningServer } from './connect.js'
import { runJob } from './run-job.js'

export interface BankWanted {
  readonly customers: number
  readonly seed: number
}

/** The bank's last file: when it is loaded, all are. */
const LAST = 'demo-alert'
const loadsSchema = z.object({ items: z.array(z.object({ status: z.string() })) })

/** Loads the made-up bank into a demo that has none, telling how it goes. A demo stopped half-way goes on where it was. */
export async function fillDemo(config: Config, bank: BankWanted): Promise<void> {
  const connection = await runningServer(config)
  if (connection === null) return
  const { items } = loadsSchema.parse(await connection.request('GET', `/api/v1/data/loads?source=${LAST}&limit=1`))
  if (items.some((load) => load.status === 'loaded')) return
  console.log(`  Loading a made-up bank of ${bank.customers} customers; the console is open meanwhile. 正在装载虚构的演示银行，可同时使用控制台。`)
  let before = ''
  const say = (text: string) => {
    if (text !== before) console.log(`  ${text}`)
    before = text
  }
  const done = demoBankResultSchema.parse(await runJob(connection, '/api/v1/demo/bank', bank, say))
  console.log(`  The demo bank is loaded: ${done.customers} customers, ${done.rows} rows in ${done.seconds} s. 演示银行已装载。`)
}
