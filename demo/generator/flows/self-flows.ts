import { sql, type Sql } from '#kernel/sql'
import { levels, pick, pickText, type Chance } from '../chance.js'
import { MONTHS, SEASON, monthFactor } from '../calendar.js'
import { CAR, CAR_CATEGORIES, CAR_MERCHANTS, CAR_SIZES, MERCHANTS, SPEND_CATEGORIES } from '../parameters/marginal.js'
import { drawnDay, drawnSecond, instantOf, monthStart } from './flow.js'

const TYPES = ['QUICKPAY', 'POS', 'TRF_OUT', 'TRF_IN', 'BILL', 'CASH_OUT', 'CASH_IN', 'BANK_SEC', 'QUICKPAY', 'TAX'] as const
/** Which weights of days each type follows: 0 quickpay, 1 card, 2 cash, 3 app. */
const TYPE_DAYS = [0, 1, 3, 3, 3, 2, 2, 3, 0, 3]
/** Size of each type against the mean of the customer's spending. */
const TYPE_SIZE = [0.62, 1.5, 2.2, 2.2, 0.9, 3, 3, 5, 3.5, 4]
/** Mix of types: everyone, elderly, owners, investors, digital, and those with an appetite for shares. */
const PROFILES = [
  [62, 11, 8, 7, 6, 4, 2, 0, 0, 0],
  [22, 24, 9, 8, 10, 18, 9, 0, 0, 0],
  [22, 10, 26, 26, 5, 4, 4, 0, 0, 3],
  [48, 8, 10, 8, 5, 2, 1, 9, 9, 0],
  [76, 6, 6, 7, 3, 1, 1, 0, 0, 0],
  [57, 10, 9, 7, 6, 3, 2, 4, 2, 0],
]
const kinds = ['quickpay', 'card', 'cash', 'app'] as const
const most = Array.from({ length: MONTHS }, (_, at) => Math.max(monthFactor('cash', at + 1), monthFactor('quickpay', at + 1), monthFactor('card', at + 1)))
/** Share kept of what was drawn at the busiest kind's rate, by kind and month. */
const KEPT = kinds.flatMap((kind) => most.map((highest, at) => monthFactor(kind, at + 1) / highest))

const EACH = [sql`cust`, sql`m`, sql`j`] as const

/** One row a movement a customer starts: kind, day, second, size, before names and places. */
export function drawnFlows(chance: Chance, from: number, to: number): Sql {
  const { uniform, normal } = chance
  const mixes = PROFILES.map((profile) => levels(profile)).flat()
  const profile = sql`multiIf(fixed_role = 'NOISE', 5, archetype = 5, 1, archetype = 8, 2, archetype = 4, 3, archetype = 6, 4, appetite >= 4 AND fixed_role = '', 5, 0)`
  const unit = sql`spend_month / (txn_rate + 0.5)`
  return sql`
    SELECT cust, m, j, archetype, has_app, devices, city_code, hukou_city_code, spend_driver, car_owner, churn_month, dormant_cause, open_date, open_month, age, sub, branch, holds_time,
      ${pick(mixes, sql`${profile} * 1000 + toUInt32(floor(${uniform('type', ...EACH)} * 1000)) + 1`)} AS kind,
      ${pick(TYPE_DAYS, sql`kind`)} AS days,
      kind IN (6, 7) AND ${uniform('counter', ...EACH)} < if(age >= 60, 0.7, 0.25) OR kind IN (3, 4) AND NOT has_app AS counter,
      kind IN (1, 2) AND ${uniform('card fraud', ...EACH)} < 0.0015 AS fraud,
      ${monthStart(sql`m`)} + ${drawnDay(sql`days`, sql`m`, uniform('day', ...EACH))} - 1 AS day,
      greatest(100, toInt64(100 * ${unit} / 100 * ${pick(TYPE_SIZE, sql`kind`)} * exp(0.85 * ${normal('size', ...EACH)} - 0.36) * if(kind = 8 AND m IN (9, 10), ${SEASON.rallySecurities}, 1) * if(fraud, 6, 1))) AS drawn,
      if(kind IN (6, 7, 8), greatest(10000, intDiv(drawn, 10000) * 10000), drawn) AS amount,
      ${instantOf(sql`day`, sql`if(fraud, 3600 + 4 * 3600 * ${uniform('fraud second', ...EACH)}, ${drawnSecond(chance, sql`counter`, 'self', ...EACH)})`)} AS ts
    FROM (SELECT *, n, toUInt8(month) AS m FROM latent_customer ARRAY JOIN txn_drawn AS n, range(1, ${MONTHS + 1}) AS month WHERE cust >= ${from} AND cust < ${to} AND n > 0) ARRAY JOIN range(0, n) AS j
    WHERE ${uniform('kept', ...EACH)} < ${pick(KEPT, sql`days * ${MONTHS} + m`)}
      AND (open_month < m OR day > toInt32(open_date))`
}

/** The drawn movements with their parties, places and devices. */
export function selfFlows(chance: Chance): Sql {
  const { uniform, hash, choice } = chance
  const weights = SPEND_CATEGORIES.map((each) => each.weight)
  const category = sql`if(${uniform('driver', ...EACH)} < 0.35, spend_driver, ${choice(weights, 'category', ...EACH)})`
  const merchant = sql`concat('M', leftPad(toString(toUInt32(shop) * 1000 + toUInt32(floor(if(shop > ${SPEND_CATEGORIES.length}, ${CAR_MERCHANTS}, ${MERCHANTS}) * pow(${uniform('merchant', ...EACH)}, 2)))), 5, '0'))`
  const contact = sql`concat('PE', lower(hex(${hash('contact', sql`cust`, sql`toUInt8(floor(9 * pow(${uniform('contact', ...EACH)}, 2)))`)})))`
  return sql`
    SELECT cust, m, ts, ${pickText(TYPES, sql`kind`)} AS type,
      toInt8(if(kind IN (4, 7) OR (kind = 8 AND ${uniform('back', ...EACH)} < 0.22), 1, -1)) AS dir,
      amount,
      multiIf(kind IN (1, 9), 'ONLINE', kind = 2, 'POS', counter, 'COUNTER', kind IN (6, 7), 'ATM', kind IN (3, 4, 5, 8, 10), if(has_app, 'APP', 'COUNTER'), 'COUNTER') AS channel,
      multiIf(kind IN (1, 2), 'MERCHANT', kind IN (3, 4), if(archetype = 8 AND ${uniform('business', ...EACH)} < 0.55, 'ENT', 'PERSON'), kind = 5, 'MERCHANT', kind = 8, 'SECURITIES', kind = 9, 'FUND_PLATFORM', kind = 10, 'GOV', '') AS cpty_type,
      multiIf(cpty_type = 'MERCHANT', ${merchant}, cpty_type = 'PERSON', ${contact}, cpty_type = 'ENT', concat('EX', toString(${hash('business party', sql`cust`, sql`j % 17`)} % 100000)), cpty_type = 'SECURITIES', concat('SEC', toString(1 + cust % 8)), cpty_type = 'FUND_PLATFORM', concat('FP', toString(1 + cust % 3)), '') AS cpty_id,
      if(kind IN (1, 2), ${pickText([...SPEND_CATEGORIES, ...CAR_CATEGORIES].map((each) => each.mcc), sql`shop`)}, '') AS mcc,
      multiIf(kind IN (1, 2), ${pickText([...SPEND_CATEGORIES.map((each) => each.code), ...CAR_CATEGORIES.map(() => 'TRANSPORT')], sql`shop`)}, kind = 5, 'UTILITY', kind = 9, 'FUND', '') AS memo_class,
      multiIf(fraud, concat('X', lower(hex(${hash('stolen device', ...EACH)}))), has_app AND (channel = 'APP' OR kind IN (1, 9)), devices[1], '') AS device_id,
      if(fraud, '530100', if(dormant_cause = 'MOVED' AND m + 4 > churn_month, hukou_city_code, if(${uniform('trip', ...EACH)} < 0.03, hukou_city_code, city_code))) AS region,
      if(NOT fraud AND kind IN (1, 3, 9) AND ${uniform('fails', ...EACH)} < 0.006, 'FAIL', 'OK') AS status,
      if(status = 'FAIL', ${pickText(['BALANCE', 'LIMIT', 'RISK', 'TIMEOUT'], choice([50, 25, 10, 15], 'failure', ...EACH))}, '') AS fail_code,
      if(fraud, 'CARD_FRAUD', '') AS mark
    FROM (SELECT *, toUInt8(${category}) AS spend, toUInt8(if(kind IN (1, 2) AND NOT fraud AND ${forCar(chance)}, ${carShop(chance)}, spend)) AS shop FROM drawn_flow)`
}

/** Which payments are for a car: most of an owner's transport and some of the shopping, now and then one of somebody else. */
function forCar({ uniform }: Chance): Sql {
  const share = sql`multiIf(spend = 4, if(car_owner, ${CAR.ofTransport}, ${CAR.borrowed}), car_owner AND spend IN (1, 2, 3), ${CAR.ofDaily}, 0)`
  return sql`${uniform('for the car', ...EACH)} < ${share}`
}

/** Fuel, at a pump of its own now and then, a toll or parking, by what was paid: numbers after the spending categories. */
function carShop({ uniform }: Chance): Sql {
  const at = (mcc: (typeof CAR_CATEGORIES)[number]['mcc']) => SPEND_CATEGORIES.length + 1 + CAR_CATEGORIES.findIndex((each) => each.mcc === mcc)
  const [fuel, pump, toll, parking] = [at('5541'), at('5542'), at('4784'), at('7523')]
  const u = uniform('car shop', ...EACH)
  return sql`multiIf(amount < ${CAR_SIZES.small}, if(${u} < 0.7, ${parking}, ${toll}), amount < ${CAR_SIZES.large} AND ${u} < 0.35, ${toll}, ${u} < 0.85, ${fuel}, ${pump})`
}
