import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { TODAY } from '../generator/calendar.js'
import type { Product } from '../load/product.js'
import { openActionLog } from './action-log.js'
import { deliverTo } from './deliver.js'
import { openTruth } from './open-truth.js'
import { createSimulatorServer, replay } from './server.js'
import { openWorld } from './world.js'

export interface SimulatorOptions {
  /** Truth folder of the generated bank; what is done to the simulator is kept below it. */
  readonly truth: string
  /** 0 takes a free port. */
  readonly port: number
  readonly product: Product
  /** Address of the product, for the event API. */
  readonly url: string
}

export interface RunningSimulator {
  readonly url: string
  stop(): Promise<void>
}

/** Starts the simulated market of a generated bank; what was done to it before is done again first. */
export async function runSimulator({ truth, port, product, url }: SimulatorOptions): Promise<RunningSimulator> {
  const { engine, chance } = await openTruth(truth)
  const world = openWorld(engine, chance, TODAY)
  const log = await openActionLog(join(truth, 'market'))
  const outbox = join(truth, 'market', 'files')
  await replay({ world, log, outbox })
  const server = createSimulatorServer({ world, log, outbox, deliver: deliverTo(product, url, world) })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      await new Promise((resolve) => server.close(resolve))
      await engine.close()
    },
  }
}
