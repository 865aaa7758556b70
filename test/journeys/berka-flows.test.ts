import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { regularFlows, type Payment, type RegularFlow } from '../../src/customers/domain/recurring-flow.js'
import { openData } from '../kit/app.js'

const folder = join(openData() ?? '', 'berka')
const there = openData() !== null && existsSync(folder)
const AS_OF = '1994-10-31'

function rows(name: string): string[][] {
  const bytes = readFileSync(join(folder, name))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(';').map((cell) => cell.replaceAll('"', '').trim()))
}

const minorOf = (amount: string): number => Math.round(Number(amount) * 100)
/** Household bills, repayments, insurance and pensions say that they come back. */
const NAMED = ['SIPO', 'UVER', 'POJISTNE', 'DUCHOD']

/** Payments out of an account to another, by account, purpose and counterparty. */
function paymentsOut(): Map<string, Payment[]> {
  const found = new Map<string, Payment[]>()
  for (const [, account, date = '', type, , amount = '', , purpose, , party] of rows('trans_first99999_19930101-19941031.asc.gz')) {
    if (type === 'PRIJEM' || party === undefined || party === '') continue
    const key = [account, purpose, party].join(' ')
    found.set(key, [...(found.get(key) ?? []), { day: `19${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4, 6)}`, minor: minorOf(amount) }])
  }
  return found
}

describe.skipIf(!there)('regular flows of a real bank (Berka), against the standing orders the bank had on file', () => {
  it('CUS-16: every order paid on three days or more in twelve months is found; of what is found, nearly all are orders', () => {
    const payments = paymentsOut()
    const flows = new Map<string, RegularFlow[]>([...payments].map(([key, paid]) => [key, regularFlows(paid, { asOf: AS_OF, named: NAMED.includes(key.split(' ')[1] ?? '') })]))
    const orders = rows('order.asc').map(([, account = '', , party = '', amount = '', purpose = '']) => ({ key: [account, purpose, party].join(' '), minor: minorOf(amount) }))
    const paid = orders.filter(({ key, minor }) => new Set(payments.get(key)?.filter((each) => each.minor === minor && each.day > '1993-10-31').map(({ day }) => day)).size >= 3)
    const missed = paid.filter(({ key, minor }) => flows.get(key)?.some(({ low, high }) => low <= minor && minor <= high) !== true)
    expect([paid.length, missed]).toEqual([1457, []])
    const toAccounts = new Set(orders.map(({ key }) => key.replace(/ .* /, ' ')))
    const all = [...flows].filter(([, found]) => found.length > 0).map(([key]) => key.replace(/ .* /, ' '))
    expect([all.filter((key) => toAccounts.has(key)).length, all.length]).toEqual([1546, 1556])
  })
})
