// Distillation of 2,000 synthetic tags at 500,000 customers: node bench/run.mjs distil [--tags 2000] [--customers 500000]
import { report } from './measure.js'
import { associations, createRandom, distil, informationValue, separation, tradeOff, type CodedColumn } from '#kernel/learn'

const TAGS = Number(process.argv.find((arg) => arg.startsWith('--tags='))?.slice(7) ?? 2000)
const CUSTOMERS = Number(process.argv.find((arg) => arg.startsWith('--customers='))?.slice(12) ?? 500_000)
const SAMPLE = 50_000
const CAUSES = 12
const CELLS = 11

const say = (what: string, from: number) => process.stdout.write(`${what.padEnd(46)} ${((performance.now() - from) / 1000).toFixed(2).padStart(8)} s   ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB\n`)

const begun = performance.now()
const random = createRandom(7)
// Twelve causes make the outcome; every tag is a noisy copy of one of them, of two, or of none.
const causes = Array.from({ length: CAUSES }, () => Float64Array.from({ length: CUSTOMERS }, () => random.normal()))
const label = new Uint8Array(CUSTOMERS)
for (let row = 0; row < CUSTOMERS; row += 1) {
  const drive = causes.reduce((sum, cause, at) => sum + ((cause[row] as number) * 0.9) / (1 + at / 3), -3)
  label[row] = Number(random.next() < 1 / (1 + Math.exp(-drive)))
}
say(`${CUSTOMERS} customers, ${label.reduce((sum, y) => sum + y, 0)} with the outcome`, begun)

/** One tag at a time, over everybody: tenths, counts by cell and outcome, and the sample's cells are all that is kept. */
function tag(at: number): { column: CodedColumn; iv: number; ks: number } {
  const [cause, noise] = [causes[at % CAUSES] as Float64Array, 0.3 + 3 * random.next()]
  const telling = at % 5 !== 4
  const codes = new Uint8Array(SAMPLE)
  const [events, others] = [new Array<number>(CELLS).fill(0), new Array<number>(CELLS).fill(0)]
  const scale = Math.sqrt(1 + noise * noise)
  for (let row = 0; row < CUSTOMERS; row += 1) {
    const value = ((telling ? (cause[row] as number) : random.normal()) + noise * (random.next() * 3.4641 - 1.7321)) / scale
    const cell = 1 + Math.min(9, Math.max(0, Math.floor((value + 2) * 2.5)))
    const side = label[row] === 1 ? events : others
    side[cell] = (side[cell] ?? 0) + 1
    if (row < SAMPLE) codes[row] = cell
  }
  return { column: { codes, cells: CELLS, ordered: true }, iv: informationValue({ events, others }).value, ks: separation({ events, others }).value }
}

const tallied = performance.now()
const tags = Array.from({ length: TAGS }, (_, at) => tag(at))
say(`${TAGS} tags made, put into cells and tallied over all`, tallied)
const columns = tags.map(({ column }) => column)
const outcome = label.slice(0, SAMPLE)
const chosen = performance.now()
const found = distil({ columns, outcomes: [outcome], keep: 30, seed: 7 })
say('thirty chosen, and again on four halves', chosen)
const drawn = performance.now()
const curve = tradeOff(found.steps.map(({ column }) => columns[column] as CodedColumn), outcome, 7)
say('trade-off curve', drawn)
const compared = performance.now()
associations(found.steps.map(({ column }) => columns[column] as CodedColumn))
say('how alike the thirty are', compared)
const covered = new Set(found.steps.slice(0, 30).filter(({ column }) => column % 5 !== 4).map(({ column }) => column % CAUSES))
const noise = found.steps.filter(({ column }) => column % 5 === 4).length
process.stdout.write(`causes covered ${covered.size} of ${CAUSES}; tags without a cause among the thirty: ${noise}; halves agree ${(100 * found.agreement).toFixed(0)} %\n`)
process.stdout.write(`${curve.map(({ tags: n, nats, auc }) => `${n}: ${nats.toFixed(4)} nats, AUC ${auc.toFixed(3)}`).join('\n')}\n`)
const peak = process.memoryUsage().rss
const seconds = (performance.now() - begun) / 1000
report(
  [
    {
      what: `${TAGS.toLocaleString('en-US')} tags to thirty at ${CUSTOMERS.toLocaleString('en-US')} customers`,
      ours: `${seconds.toFixed(1)} s`, peer: '', ratio: '', goal: '300 s',
      note: `counts over all, redundancy on ${SAMPLE.toLocaleString('en-US')}; ${Math.round(peak / 2 ** 20)} MB; ${covered.size} of ${CAUSES} causes covered, ${noise} tags without a cause among the thirty`,
    },
  ],
  'none',
)
