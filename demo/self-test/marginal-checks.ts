import { join, sql, type Sql } from '#kernel/sql'
import { RATING } from '../generator/parameters/marginal.js'
import { TIERS } from '../generator/parameters/tier.js'
import type { Check } from './check.js'

const live = sql`(SELECT * FROM customer WHERE status != 'CLOSED')`
const share = (condition: Sql, from: Sql = live) => sql`SELECT 100 * avg(${condition}) AS got FROM ${from}`
const point = (name: string, target: number, within: number, got: Sql, from = 0): Check => ({ name, target, within, got, from })

/** Tiers at the last month-end: shares of customers, mean assets, products, monthly active and yearly churn. */
function tierChecks(): Check[] {
  return TIERS.flatMap((tier, at) => {
    const own = sql`(SELECT * FROM tiered WHERE tier = ${at})`
    const large = at >= 5
    return [
      point(`tier ${tier.code} share %`, tier.share * 100, at === 6 ? 0.06 : 1.5, sql`SELECT 100 * countIf(tier = ${at}) / count() AS got FROM tiered`, 20_000),
      point(`tier ${tier.code} mean assets ¥`, tier.mean, at === 0 ? 20 : tier.mean * (large ? 0.15 : 0.12), sql`SELECT avg(yuan) AS got FROM ${own}`, large ? 40_000 : 10_000),
      point(`tier ${tier.code} products a customer`, tier.products, large ? 0.4 : 0.2, sql`SELECT avg(products) AS got FROM ${own}`, large ? 40_000 : 10_000),
    ]
  })
}

const AGES: readonly (readonly [label: string, from: number, to: number, share: number])[] = [['<18', 0, 17, 1], ['18-24', 18, 24, 10], ['25-34', 25, 34, 24], ['35-44', 35, 44, 23], ['45-54', 45, 54, 19], ['55-64', 55, 64, 13], ['65+', 65, 120, 10]]

/** Marginals of the domain specification 2.3. */
export function marginalChecks(): Check[] {
  const held = (name: string, target: number, within: number, has: Sql) => point(`penetration of ${name} %`, target, within, sql`SELECT 100 * countIf(${has}) / count() AS got FROM tiered`, 10_000)
  return [
    ...tierChecks(),
    point('mean assets ¥', 53_000, 8000, sql`SELECT avg(yuan) AS got FROM tiered`, 20_000),
    point('products a customer', 1.79, 0.1, sql`SELECT avg(products) AS got FROM tiered`),
    ...AGES.map(([label, low, high, target]) => point(`age ${label} %`, target, 1.5, share(sql`age('year', birth_date, toDate32('2025-12-31')) BETWEEN ${low} AND ${high}`), 20_000)),
    point('women %', 49, 1.5, share(sql`gender = 'F'`), 5000),
    point('payroll %', 28, 1.5, sql`SELECT 100 * uniqExactIf(cust_id, is_payroll AND status != 'CLOSED') / (SELECT count() FROM ${live}) AS got FROM account`),
    point('pension %', 9, 1.5, sql`SELECT 100 * uniqExactIf(cust_id, is_pension AND status != 'CLOSED') / (SELECT count() FROM ${live}) AS got FROM account`),
    point('new citizens %', 12, 1.5, share(sql`new_citizen`, sql`(SELECT * FROM latent WHERE NOT closed)`)),
    point('business owners %', 6, 1, share(sql`sme_owner`, sql`(SELECT * FROM latent WHERE NOT closed)`)),
    point('parents %', 21, 1.5, share(sql`ifNull(child_birth_years, '') != ''`)),
    point('WeCom added %', 24, 2, sql`SELECT 100 * uniqExact(cust_id) / (SELECT count() FROM customer) AS got FROM wecom_contact`),
    point('app ever %', 63, 2, share(sql`has_app`, sql`(SELECT * FROM latent WHERE NOT closed)`)),
    point('monthly active %', 37, 2, share(sql`logins[24] > 0`, sql`(SELECT * FROM latent WHERE NOT closed)`)),
    point('marketing consent %', 82, 1.5, share(sql`marketing_consent`)),
    point('consent withdrawn %', 6, 1, sql`SELECT 100 * uniqExactIf(cust_id, purpose = 'MARKETING' AND withdrawn_ts IS NOT NULL) / (SELECT count() FROM customer) AS got FROM consent`),
    point('personalisation off %', 4, 1, sql`SELECT 100 * avg(personalised_off) AS got FROM contact_pref`),
    held('time deposit', 22, 1.5, sql`has_time > 0`), held('wealth', 9.5, 1.2, sql`has_wealth > 0`), held('fund', 6, 1, sql`has_fund > 0`), held('insurance', 3.2, 0.8, sql`has_insurance > 0`), held('gold', 0.8, 0.3, sql`has_gold > 0`),
    held('credit card', 24, 1.5, sql`card > 0`), held('consumer loan', 4, 1, sql`consumer > 0`), held('mortgage', 7, 1, sql`mortgage > 0`), held('SME loan', 1.2, 0.4, sql`sme > 0`),
    point('risk rating present %', 34, 2, sql`SELECT 100 * uniqExact(cust_id) / (SELECT count() FROM customer) AS got FROM risk_rating`),
    ...RATING.shares.map((target, at) => point(`rating C${at + 1} % of rated`, target * 100, 2.5, sql`SELECT 100 * avg(last = ${`C${at + 1}`}) AS got FROM (SELECT cust_id, argMax(rating, assessed_at) AS last FROM risk_rating GROUP BY cust_id)`, 5000)),
    point('rating expired % of rated', 22, 2.5, sql`SELECT 100 * avg(last <= toDate32('2025-12-31')) AS got FROM (SELECT cust_id, max(expire_at) AS last FROM risk_rating GROUP BY cust_id)`),
    ...([['R1', 30], ['R2', 45], ['R3', 25], ['R4', 15], ['R5', 5]] as const).map(([level, count]) => point(`products of ${level}`, count, 0, sql`SELECT countIf(risk_level = ${level}) AS got FROM product`)),
    point('T6 with one product %', 25, 12, sql`SELECT 100 * avg(products = 1) AS got FROM tiered WHERE tier = 6`, 40_000),
    point('transactions a customer-month', 11.7, 1.8, sql`SELECT (SELECT count() FROM txn) / (SELECT count() FROM customer) / 24 AS got`),
  ]
}

/** Seasons and pay (domain specification 2.3; TR19). Ratios of days within one month, so that the level of the month drops out. */
export function seasonChecks(): Check[] {
  const between = ([from, to]: readonly [string, string]) => sql`day BETWEEN ${from} AND ${to}`
  const ratio = (name: string, target: number, within: number, span: readonly [string, string], types: readonly string[], inside: Sql, from: number) =>
    point(name, target, within, sql`
      SELECT countIf(inside) / uniqExactIf(day, inside) / (countIf(NOT inside) / uniqExactIf(day, NOT inside)) AS got
      FROM (SELECT toDate32(fromUnixTimestamp64Milli(ts, 'Asia/Shanghai')) AS day, ${inside} AS inside FROM txn WHERE memo_class != 'FUND' AND type IN (${join(types.map((type) => sql`${type}`))})) WHERE ${between(span)}`, from)
  return [
    ratio('cash in the Spring Festival of 2024', 1.8, 0.22, ['2024-02-01', '2024-02-29'], ['CASH_OUT', 'CASH_IN'], between(['2024-02-03', '2024-02-16']), 10_000),
    ratio('quick pay in the Spring Festival of 2024', 1.35, 0.08, ['2024-02-01', '2024-02-29'], ['QUICKPAY'], between(['2024-02-03', '2024-02-16']), 5000),
    ratio('quick pay on 6·18 2025', 1.6, 0.15, ['2025-06-01', '2025-06-30'], ['QUICKPAY'], between(['2025-06-16', '2025-06-18']), 5000),
    ratio('quick pay on 11·11 2025', 1.6, 0.15, ['2025-11-01', '2025-11-30'], ['QUICKPAY'], between(['2025-11-09', '2025-11-11']), 5000),
    ratio('card payments at week-ends', 1.25, 0.1, ['2025-03-01', '2025-05-31'], ['POS'], sql`toDayOfWeek(day) > 5`, 5000),
    point('leak within 72 h, main bank', 0.28, 0.05, sql`SELECT avg(leak) AS got FROM leaked WHERE main_bank`, 5000),
    point('leak within 72 h, not main bank', 0.81, 0.05, sql`SELECT avg(leak) AS got FROM leaked WHERE NOT main_bank`, 5000),
    point('deposits at the quarter end over other month ends', 1.04, 0.02, sql`SELECT sumIf(deposit, date = '2025-12-31') / (sumIf(deposit, date IN ('2025-10-31', '2025-11-30')) / 2) AS got FROM aum_daily`, 20_000),
    point('median pay ¥', 8200, 500, sql`SELECT median(pay_amount) / 100 AS got FROM latent WHERE payroll`, 5000),
    point('salaries on a day that is no business day', 0, 0, sql`SELECT countIf(toDayOfWeek(day) > 5 AND day NOT IN ('2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12', '2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11')) AS got FROM (SELECT toDate32(fromUnixTimestamp64Milli(ts, 'Asia/Shanghai')) AS day FROM txn WHERE type = 'SALARY')`),
    point('securities outflow of the rally over other months', 2.2, 0.45, sql`SELECT avgIf(amount, m IN (202409, 202410)) / avgIf(amount, m NOT IN (202409, 202410)) AS got FROM (SELECT amount, toYYYYMM(fromUnixTimestamp64Milli(ts, 'Asia/Shanghai')) AS m FROM txn WHERE type = 'BANK_SEC' AND memo_class = '' AND channel = 'APP' AND cpty_type = 'SECURITIES')`, 20_000),
  ]
}
