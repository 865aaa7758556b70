// The demo bank's own process. Usage: main generate --out FOLDER [--truth FOLDER] | load --truth FOLDER | self-test,
// each with [--customers N] [--seed S]; simulate --truth FOLDER [--port P]; referee --truth FOLDER (--evaluation KEY | --models [--small] | --analyses [--small] | --clusters | --causes | --tags [--small]).
// load, simulate and referee find the product by --data-dir, or read {"url", "token"} from their input. `load` writes
// its news as JSON lines, the last one the result.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { generateBank } from './generator/generate.js'
import { loadBank } from './load/load-bank.js'
import { productAt, waitForProduct } from './load/product.js'
import { refereeAnalyses } from './referee/analysis-referee.js'
import { allHold, sayJudged } from './referee/analysis-verdict.js'
import { judgeCauses } from './referee/cause-referee.js'
import { judgeClusters } from './referee/cluster-referee.js'
import { judgeTags } from './referee/tag-referee.js'
import { referee, sayFinding } from './referee/referee.js'
import { holds, holdsSmall, refereeUplift, sayUplift } from './referee/uplift-referee.js'
import { runSimulator } from './simulator/run-simulator.js'
import { selfTest } from './self-test/self-test.js'

const PRODUCT_WAIT_SECONDS = 60

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { customers: { type: 'string', default: '50000' }, seed: { type: 'string', default: '7' }, out: { type: 'string' }, truth: { type: 'string' }, keep: { type: 'string' }, port: { type: 'string', default: '0' }, evaluation: { type: 'string' }, models: { type: 'boolean', default: false }, analyses: { type: 'boolean', default: false }, clusters: { type: 'boolean', default: false }, causes: { type: 'boolean', default: false }, tags: { type: 'boolean', default: false }, small: { type: 'boolean', default: false }, 'data-dir': { type: 'string' }, 'until-input-ends': { type: 'boolean', default: false } },
})
const customers = wholeNumber('customers', values.customers)
const seed = wholeNumber('seed', values.seed)
const say = (line: string) => process.stdout.write(`${line}\n`)
const commands: Readonly<Record<string, () => Promise<void>>> = { generate, load, 'self-test': test, simulate, referee: judgeEvaluation }
const command = commands[positionals[0] ?? '']
if (command === undefined) throw new Error(`one of ${Object.keys(commands).join(', ')}`)
// Engines and files lie below one folder, gone however the process ends.
const folder = mkdtempSync(join(tmpdir(), 'qunce-demo-'))
process.env['TMPDIR'] = folder
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const stopped = positionals[0] === 'simulate' ? 0 : 1
let stopSimulator: (() => void) | null = null
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (stopSimulator === null ? process.exit(stopped) : stopSimulator()))
await command()

async function generate(): Promise<void> {
  const made = await generateBank({ customers, seed, out: needed('out', values.out), ...(values.truth === undefined ? {} : { truth: values.truth }), say })
  for (const [step, seconds] of Object.entries(made.seconds)) say(`${step.padEnd(20)} ${seconds.toFixed(2).padStart(8)} s`)
}

async function load(): Promise<void> {
  const { url, token } = await productPlace()
  const result = await loadBank(productAt(url, token), { customers, seed, truth: needed('truth', values.truth), say: (news) => say(JSON.stringify(news)) })
  say(JSON.stringify({ result }))
}

/** Where the product answers, and a token of its command line. */
async function productPlace(): Promise<{ url: string; token: string }> {
  const folder = values['data-dir']
  const place =
    folder === undefined
      ? (JSON.parse(await text(process.stdin)) as { url: string; token: string })
      : { url: (JSON.parse(await readFile(join(folder, 'server.json'), 'utf8')) as { url: string }).url, token: (await readFile(join(folder, 'cli-token'), 'utf8')).trim() }
  await waitForProduct(place.url, PRODUCT_WAIT_SECONDS)
  return place
}

/** Answers as a channel vendor and lets the market live on, until it is told to stop. */
async function simulate(): Promise<void> {
  const { url, token } = await productPlace()
  const running = await runSimulator({ truth: needed('truth', values.truth), port: Number(values.port), product: productAt(url, token), url })
  const mark = values['data-dir'] === undefined ? null : join(values['data-dir'], 'simulator.json')
  if (mark !== null) await writeFile(mark, JSON.stringify({ url: running.url }))
  say(JSON.stringify({ simulator: running.url }))
  await new Promise<void>((resolve) => {
    stopSimulator = resolve
    if (values['until-input-ends']) process.stdin.on('end', resolve).resume()
  })
  if (mark !== null) await rm(mark, { force: true })
  await running.stop()
}

async function judgeModels(product: ReturnType<typeof productAt>): Promise<void> {
  const findings = await refereeUplift(product, needed('truth', values.truth))
  for (const finding of findings) for (const line of sayUplift(finding, values.small)) say(line)
  process.exitCode = findings.every(values.small ? holdsSmall : holds) ? 0 : 1
}

async function judgeAnalyses(product: ReturnType<typeof productAt>): Promise<void> {
  const judged = await refereeAnalyses(product, needed('truth', values.truth))
  for (const line of sayJudged(judged, values.small)) say(line)
  process.exitCode = allHold(judged, values.small) ? 0 : 1
}

async function judgeClusterings(product: ReturnType<typeof productAt>): Promise<void> {
  const judged = await judgeClusters(product, needed('truth', values.truth))
  for (const line of sayJudged([judged], values.small)) say(line)
  process.exitCode = allHold([judged], values.small) ? 0 : 1
}

async function judgeDormancy(product: ReturnType<typeof productAt>): Promise<void> {
  const judged = await judgeCauses(product, needed('truth', values.truth))
  for (const line of sayJudged([judged], values.small)) say(line)
  process.exitCode = allHold([judged], values.small) ? 0 : 1
}

async function judgeTagging(product: ReturnType<typeof productAt>): Promise<void> {
  const judged = await judgeTags(product, needed('truth', values.truth))
  for (const line of sayJudged(judged, values.small)) say(line)
  process.exitCode = allHold(judged, values.small) ? 0 : 1
}

async function judgeEvaluation(): Promise<void> {
  const { url, token } = await productPlace()
  if (values.models) return judgeModels(productAt(url, token))
  if (values.analyses) return judgeAnalyses(productAt(url, token))
  if (values.clusters) return judgeClusterings(productAt(url, token))
  if (values.causes) return judgeDormancy(productAt(url, token))
  if (values.tags) return judgeTagging(productAt(url, token))
  const evaluation = needed('evaluation', values.evaluation)
  const finding = await referee(productAt(url, token), needed('truth', values.truth), evaluation)
  for (const line of sayFinding(evaluation, finding)) say(line)
  process.exitCode = finding.verdict.wrong && !finding.confounded ? 1 : 0
}

async function test(): Promise<void> {
  const passed = await selfTest({ customers, seed, say, ...(values.keep === undefined ? {} : { keep: values.keep }) })
  process.exitCode = passed ? 0 : 1
}

function wholeNumber(name: string, given: string): number {
  const value = Number(given)
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} is a whole number above 0`)
  return value
}

function needed(name: string, value: string | undefined): string {
  if (value === undefined || value === '') throw new Error(`--${name} is needed`)
  return value
}
