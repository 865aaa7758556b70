// Writes examples/email-campaign.csv: a made-up e-mail campaign with a known effect, the same bytes for the same seed.
// Columns are those of a real campaign file: two arms, what was known before, what happened in two weeks.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROWS = 6000
let state = 20_251_121
function random() {
  // mulberry32
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

const pick = (list) => list[Math.floor(random() * list.length)]
const lines = ['recency,history,zip_code,newbie,channel,segment,visit,conversion,spend']
for (let i = 0; i < ROWS; i += 1) {
  const recency = 1 + Math.floor(random() * 12)
  const history = Math.round((30 + 900 * random() ** 3) * 100) / 100
  const newbie = random() < 0.5 ? 1 : 0
  const treated = random() < 0.5
  const base = 0.16 - 0.007 * recency + (history > 300 ? 0.04 : 0)
  const visit = random() < base + (treated ? 0.05 : 0) ? 1 : 0
  const conversion = visit && random() < 0.09 ? 1 : 0
  const spend = conversion ? Math.round((20 + 180 * random()) * 100) / 100 : 0
  lines.push([recency, history.toFixed(2), pick(['Urban', 'Suburban', 'Rural']), newbie, pick(['Phone', 'Web', 'Multichannel']), treated ? 'E-Mail' : 'No E-Mail', visit, conversion, spend.toFixed(2)].join(','))
}
writeFileSync(join(dirname(dirname(fileURLToPath(import.meta.url))), 'examples', 'email-campaign.csv'), `${lines.join('\n')}\n`)
