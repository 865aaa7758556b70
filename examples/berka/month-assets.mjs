// Assets by month of Berka's customers, from the balance after each transaction: end, average over days and peak.
// node month-assets.mjs TRANS.asc.gz DISP.asc OUT.csv [LAST-DAY]
// A balance holds until the next transaction; months are counted from the first transaction on, to the last day.
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const [, , transFile, holderFile, out, lastDay = '1994-10-31'] = process.argv
const DAY = 86_400_000

function rowsOf(file) {
  const bytes = readFileSync(file)
  const [head, ...lines] = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim().split(/\r?\n/).map((line) => line.split(';').map((cell) => cell.replaceAll('"', '')))
  return lines.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at]])))
}

const dayOf = (text) => Date.UTC(1900 + Number(text.slice(0, 2)), Number(text.slice(2, 4)) - 1, Number(text.slice(4, 6))) / DAY
const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10)
const monthEnd = (day) => Date.UTC(new Date(day * DAY).getUTCFullYear(), new Date(day * DAY).getUTCMonth() + 1, 0) / DAY

const owner = new Map(rowsOf(holderFile).filter(({ type }) => type === 'OWNER').map(({ account_id, client_id }) => [account_id, client_id]))
// The last balance of a day counts; of one day the file's order is the order of the account.
const balances = new Map()
for (const { account_id, date, balance } of rowsOf(transFile)) {
  const days = balances.get(account_id) ?? new Map()
  balances.set(account_id, days.set(dayOf(date), Math.round(Number(balance) * 100)))
}
const last = Date.parse(lastDay) / DAY
const lines = ['cust_id,month,end,average,peak']
for (const [account, days] of [...balances].sort(([a], [b]) => Number(a) - Number(b))) {
  const ordered = [...days].sort(([a], [b]) => a - b)
  let at = 0
  let now = 0
  let month = { sum: 0, days: 0, peak: -Infinity }
  for (let day = ordered[0][0]; day <= last; day += 1) {
    if (ordered[at]?.[0] === day) now = ordered[at++][1]
    month = { sum: month.sum + now, days: month.days + 1, peak: Math.max(month.peak, now) }
    if (day !== monthEnd(day) && day !== last) continue
    const money = (minor) => (Math.round(minor) / 100).toFixed(2)
    lines.push([owner.get(account), dateOf(monthEnd(day)), money(now), money(month.sum / month.days), money(month.peak)].join(','))
    month = { sum: 0, days: 0, peak: -Infinity }
  }
}
writeFileSync(out, `${lines.join('\n')}\n`)
