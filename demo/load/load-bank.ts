import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TODAY } from '../generator/calendar.js'
import { generateBank, type BankFile } from '../generator/generate.js'
import { publishEventPlan } from './event-plan.js'
import { runJob, type Product } from './product.js'
import { sourceDefinition, sourceKey } from './source-definitions.js'

export interface LoadOptions {
  readonly customers: number
  readonly seed: number
  /** Where the truth goes; never given to the product. */
  readonly truth: string
  /** Told of what is being made and of each file loaded. */
  readonly say: (news: News) => void
}

/** One line of news: what happens, and of a loaded file how much. */
export interface News {
  readonly seconds: number
  readonly step: string
  readonly rows?: number
  readonly rejected?: number
  /** Files loaded so far. */
  readonly done: number
}

export interface LoadedBank {
  readonly customers: number
  readonly rows: number
  readonly rejected: number
  readonly files: number
  readonly generateSeconds: number
  readonly seconds: number
}

/** Files waiting for the product, one loaded at a time, in order; after the first fault the rest stay unloaded. */
interface Line {
  add(file: BankFile): void
  finished(): Promise<void>
}

/** Makes the bank and loads each file as soon as it is written; files are deleted once loaded. */
export async function loadBank(product: Product, options: LoadOptions): Promise<LoadedBank> {
  const started = performance.now()
  const since = () => Math.round((performance.now() - started) / 100) / 10
  const out = await mkdtemp(join(tmpdir(), 'qunce-demo-bank-'))
  const sum = { rows: 0, rejected: 0, files: 0 }
  const line = lineOf(async (file) => {
    const { rows, rejected } = await loadFile(product, file)
    sum.rows += rows
    sum.rejected += rejected
    sum.files += 1
    options.say({ seconds: since(), step: file.table, rows, rejected, done: sum.files })
  })
  try {
    await publishEventPlan(product)
    await generateBank({
      customers: options.customers, seed: options.seed, out, truth: options.truth,
      onFile: (file) => line.add(file),
      say: (step) => options.say({ seconds: since(), step, done: sum.files }),
    })
    const generateSeconds = since()
    await line.finished()
    await buildTags(product)
    return { customers: options.customers, ...sum, generateSeconds, seconds: since() }
  } finally {
    await line.finished().catch(() => undefined)
    await rm(out, { recursive: true, force: true })
  }
}

function lineOf(load: (file: BankFile) => Promise<void>): Line {
  let end: Promise<void> = Promise.resolve()
  return {
    add(file) {
      end = end.then(() => load(file))
      // Looked at by finished(); until then a fault is not unhandled.
      end.catch(() => undefined)
    },
    finished: () => end,
  }
}

async function loadFile(product: Product, file: BankFile): Promise<{ rows: number; rejected: number }> {
  await product.request('POST', '/api/v1/definitions/apply', { files: [sourceDefinition(file)], force: false })
  const result = (await runJob(product, '/api/v1/data/loads', { source: sourceKey(file.table), file: { path: file.path }, businessDate: TODAY })) as { report: { accepted: number; rejected: number } | null }
  await rm(file.path, { force: true })
  return { rows: result.report?.accepted ?? 0, rejected: result.report?.rejected ?? 0 }
}

/** Tags are computed when there are any; an empty catalogue is left alone. */
async function buildTags(product: Product): Promise<void> {
  const { items } = (await product.request('GET', '/api/v1/definitions/tag')) as { items: unknown[] }
  if (items.length > 0) await runJob(product, '/api/v1/tags/build', { asOf: TODAY })
}
