import { sql, type Sql } from '#kernel/sql'
import { pickText, type Chance } from '../chance.js'
import { TODAY } from '../calendar.js'
import { BRANCHES, SUBS } from '../parameters/place.js'
import type { BankSize } from './ties.js'

const ENT = sql`ent`
export const GROUPS = 9
export const CIRCLES = 4
export const HUBS = 5
export const INDUSTRIES = ['C13', 'C26', 'C39', 'F51', 'F52', 'G54', 'H62', 'I65', 'K70', 'L72'] as const

/** Id of an enterprise number as SQL. */
export const entId = (ent: Sql) => sql`concat('EN', leftPad(toString(${ent} + 1), 6, '0'))`

/**
 * Enterprises of the whole bank (TR14): two of five are clients; hidden groups, guarantee circles and the spokes of core
 * suppliers are drawn; `bad_logit` is the true logit of a loan going bad (4.5 % of clients do). Money in fen.
 */
export function enterpriseTable(chance: Chance, size: BankSize): Sql {
  const { uniform, normal, hash } = chance
  const share = (wanted: number) => Math.min(0.5, wanted / 6000)
  return sql`
    SELECT toUInt32(number) AS ent, ${entId(sql`number`)} AS ent_id, ent % 5 < 2 AS is_client,
      toUInt8(1 + floor(${uniform('ent sub', ENT)} * ${SUBS})) AS sub, toUInt8(intDiv(sub - 1, 6) + 1) AS branch,
      toUInt8(if(${uniform('group', ENT)} < ${share(9 * 13)}, 1 + ${hash('group of', ENT)} % ${GROUPS}, 0)) AS hidden_group,
      toUInt8(if(is_client AND ${uniform('circle', ENT)} < ${share(4 * 8) * 2.5}, 1 + ${hash('circle of', ENT)} % ${CIRCLES}, 0)) AS guarantee_circle,
      toUInt8(if(ent % 5 = 0 AND intDiv(ent, 5) < ${HUBS}, intDiv(ent, 5) + 1, 0)) AS hub,
      toUInt8(if(hub = 0 AND ${uniform('spoke', ENT)} < ${share(5 * 45)}, 1 + ${hash('spoke of', ENT)} % ${HUBS}, 0)) AS spoke_of,
      ${pickText(INDUSTRIES, sql`1 + ${hash('industry', ENT)} % ${INDUSTRIES.length}`)} AS industry_code,
      exp(1.2 + 0.9 * ${normal('ent size', ENT)}) AS scale,
      toUInt32(greatest(1, least(2000, round(6 * scale * exp(0.4 * ${normal('staff', ENT)}))))) AS staff,
      greatest(0.4, least(28, 6 * exp(0.6 * ${normal('years', ENT)}))) AS years,
      toDate32(${TODAY}) - toInt32(years * 365.25) AS reg_date,
      toInt64(100 * round(1500000 * scale * exp(0.5 * ${normal('ent flow', ENT)}) * if(hub > 0, 20, 1))) AS annual_flow,
      toInt64(100000000 * greatest(1, round(2 * scale * exp(0.5 * ${normal('capital', ENT)})))) AS reg_capital,
      ${normal('ent volatility', ENT)} AS z_cv, ${normal('ent growth', ENT)} AS z_growth, ${normal('ent behaviour', ENT)} AS z_dpd, ${normal('ent law', ENT)} AS z_law, ${normal('ent concentration', ENT)} AS z_conc,
      -4.55 + 0.75 * z_cv - 0.5 * z_growth + 0.95 * z_dpd + 0.6 * z_law + 0.35 * z_conc + 0.8 * (guarantee_circle > 0) - 0.05 * least(years, 15) + 0.25 AS bad_logit,
      is_client AND ${uniform('bad', ENT)} < 1 / (1 + exp(0 - bad_logit)) AS is_bad,
      ${pickText(BRANCHES.map((each) => each.code), sql`branch`)} AS region
    FROM numbers(${size.enterprises})`
}

/** The enterprise each business owner of a range runs; owners beyond the range's share of enterprises trade on their own. */
export function ownerTable(size: BankSize, from: number, count: number): Sql {
  const first = Math.floor((from / size.customers) * size.enterprises / 5) * 5
  const room = Math.floor((count / size.customers) * size.enterprises / 5) * 5
  const clients = (room / 5) * 2
  return sql`
    SELECT cust, toUInt32(${first} + if(rank < ${clients}, intDiv(rank, 2) * 5 + rank % 2, 2 + intDiv(rank - ${clients}, 3) * 5 + (rank - ${clients}) % 3)) AS ent
    FROM (SELECT cust, row_number() OVER (ORDER BY cust) - 1 AS rank FROM latent_customer WHERE sme_owner AND NOT closed) WHERE rank < ${room}`
}
