import { sql, type Sql } from '#kernel/sql'
import { pick, pickText, type Chance } from '../chance.js'
import { FIRST_DAY, TODAY } from '../calendar.js'
import { KIND, byArchetype } from '../parameters/archetype.js'
import { ANOMALY, HABIT, NEAR_ZERO_PAYROLL, NEW_CITIZENS, OWNERS, PARENTS, PAY, PENSION, SPENDING, TENURE_YEARS } from '../parameters/marginal.js'
import { BRANCHES, HOME_CITIES, SUBS, SUBS_PER_BRANCH } from '../parameters/place.js'
import { TIERS, byTier } from '../parameters/tier.js'

const CUST = sql`cust`
const PERSON = sql`person`
const by = (read: Parameters<typeof byArchetype>[0]) => pick(byArchetype(read), sql`archetype`)

/** Sizes that grow with the bank. */
export interface BankSize {
  readonly customers: number
  readonly managersPerSub: number
  readonly enterprises: number
  readonly clients: number
}

export function sizeOf(customers: number): BankSize {
  const scale = (perFiftyThousand: number) => Math.max(1, Math.round((customers / 50_000) * perFiftyThousand))
  return { customers, managersPerSub: Math.max(2, Math.round(customers / 25_000)), enterprises: scale(6000), clients: scale(2400) }
}

/** Tier, tenure, branch and manager. */
export function placeStage(chance: Chance, size: BankSize): Sql {
  const { uniform, exponential, choice } = chance
  const edges = TIERS.slice(0, -1).map((tier) => tier.below * 100)
  return sql`
    SELECT *,
      toUInt8(arrayCount(edge -> edge <= aum_base, ${edges})) AS tier0,
      toUInt32(least(20 + floor(365.25 * ${TENURE_YEARS} * if(archetype = ${KIND.remitter}, 0.22, 1) * ${exponential('tenure', CUST)}), 9000, greatest(40, age_exact * 365.25 - if(age < 18, 1000, 5800)))) AS tenure_days,
      toDate32(${TODAY}) - toInt32(tenure_days) AS open_date,
      toUInt8(if(open_date < toDate32(${FIRST_DAY}), 0, (toYear(open_date) - 2023) * 12 + toMonth(open_date) - 12)) AS open_month,
      toUInt8(1 + floor(${uniform('sub', PERSON)} * ${SUBS})) AS sub,
      toUInt8(intDiv(sub - 1, ${SUBS_PER_BRANCH}) + 1) AS branch,
      concat('SB', leftPad(toString(sub), 2, '0')) AS sub_id,
      concat('BR0', toString(branch)) AS branch_id,
      toUInt16(if(tier0 >= 3, 1 + floor(${uniform('manager', CUST)} * ${size.managersPerSub}), 0)) AS manager,
      sub = ${ANOMALY.sub} AND manager = ${ANOMALY.manager} AS rm_left,
      ${pickText(BRANCHES.map((each) => each.code), sql`branch`)} AS city_code,
      archetype = ${KIND.remitter} OR (age BETWEEN 18 AND 45 AND archetype != ${KIND.silver} AND ${uniform('new citizen', PERSON)} < ${NEW_CITIZENS}) AS new_citizen_drawn,
      new_citizen_drawn AND tenure_days < 1826 AS new_citizen,
      if(new_citizen_drawn OR ${uniform('moved', PERSON)} < 0.2, ${pickText(HOME_CITIES, choice(HOME_CITIES.map(() => 1), 'home city', PERSON))}, city_code) AS hukou_city_code
    FROM latent_wealth`
}

/** Pay, pension, family, business and how much goes through this bank. Money in fen. */
export function incomeStage(chance: Chance, size: BankSize): Sql {
  const { uniform, normal, beta, choice } = chance
  const employer = sql`toUInt32(floor(${size.clients} * pow(${uniform('employer', PERSON)}, 2.2)))`
  const leakMean = sql`if(main_bank, ${PAY.leakMain}, ${PAY.leakOther})`
  return sql`
    SELECT *,
      age BETWEEN 18 AND 61 AND ${uniform('payroll', CUST)} < if(near_zero, ${NEAR_ZERO_PAYROLL}, 0.97) * ${by((each) => each.payroll)} AS payroll,
      NOT payroll AND age >= 55 AND ${uniform('pension', CUST)} < if(archetype = ${KIND.silver}, ${PENSION.silver}, ${PENSION.others}) AS pension,
      ${uniform('main bank', CUST)} < ${by((each) => each.mainBank)} AS main_bank,
      if(payroll, ${employer}, 0) AS employer,
      toUInt8(if(payroll, ${choice(PAY.dayShares, 'pay day', sql`employer`)}, 0)) AS pay_slot,
      toInt64(if(payroll, 100 * round(${PAY.median} * exp(${PAY.sigma} * ${normal('pay', PERSON)})), 0)) AS pay_amount,
      toInt64(if(pension, 100 * round(${PENSION.median} * exp(${PENSION.sigma} * ${normal('pension amount', PERSON)})), 0)) AS pension_amount,
      if(payroll, ${beta(sql`${leakMean} * ${PAY.leakKappa}`, sql`(1 - ${leakMean}) * ${PAY.leakKappa}`, 'leak', CUST)}, 0) AS pay_leak,
      archetype = ${KIND.parent} OR (age BETWEEN 27 AND 50 AND ${uniform('parent', PERSON)} < ${PARENTS}) AS is_parent,
      if(is_parent, arraySort(arrayMap(k -> toUInt16(2025 - least(17, floor((age - 25) * ${uniform('child', PERSON, sql`k`)}))), range(1, 2 + toUInt8(${uniform('children', PERSON)} < 0.35)))), []) AS child_years,
      archetype = ${KIND.owner} OR (age BETWEEN 26 AND 60 AND ${uniform('owner', PERSON)} < ${OWNERS} * 1.3) AS sme_owner,
      ${by((each) => each.spending)} * exp(if(payroll, ${SPENDING.payPerLog} * log(pay_amount / 820000), 0) + ${SPENDING.parent} * (is_parent - 0.21) + ${SPENDING.female} * ((gender = 'F') - 0.49) + ${SPENDING.elder} * ((age >= 65) - 0.1) + ${SPENDING.mainBank} * (main_bank - 0.45) + ${SPENDING.noise} * ${normal('spending', CUST)}) AS spending_drawn,
      toInt64(100 * round(spending_drawn * if(near_zero, 0.12, 1))) AS spend_month,
      ${by((each) => each.transactions)} * if(near_zero, 0.08, 1.03) * exp(0.35 * ${normal('rate', CUST)} - 0.061) * if(main_bank, 1.12, 0.94) AS txn_rate
    FROM latent_place`
}

/**
 * The app, logins a month and devices; the tier decides who has it, the archetype how often. Whoever has it opens it out of
 * habit nearly every month, or seldom: as many of the first as make the tier's monthly active.
 */
export function digitalStage(chance: Chance): Sql {
  const { uniform, normal, choice } = chance
  const ofTier = (read: Parameters<typeof byTier>[0]) => pick(byTier(read), sql`tier0 + 1`)
  return sql`
    SELECT *,
      ${uniform('app', CUST)} < least(0.98, ${ofTier((tier) => tier.app)} * multiIf(age >= 65, 0.72, age < 35, 1.08, 1.01)) AS has_app,
      if(has_app, least(0.97, ${ofTier((tier) => tier.monthly / tier.app)} * multiIf(age >= 65, 0.75, archetype = ${KIND.digital}, 1.12, 1)), 0) AS active_mean,
      has_app AND ${uniform('app habit', CUST)} < (${HABIT.kept} * active_mean - ${HABIT.seldom}) / (${HABIT.always} - ${HABIT.seldom}) AS app_habit,
      toFloat64(multiIf(app_habit, ${HABIT.always}, has_app, least(active_mean, ${HABIT.seldom}), 0)) AS monthly_active,
      if(has_app, greatest(1.2, ${by((each) => each.logins)} / 0.45 * exp(0.5 * ${normal('logins', CUST)} - 0.125)), 0) AS logins_rate,
      if(has_app AND age >= 60 AND ${uniform('elder', CUST)} < 0.45, 'ELDER', 'STD') AS app_mode,
      if(${choice([0.62, 0.38], 'os', PERSON)} = 1, 'ANDROID', 'IOS') AS os,
      if(has_app, arrayMap(k -> concat('D', lower(hex(${chance.hash('device', sql`if(k = 0 AND family_device, intDiv(person, 40) * 40, person)`, sql`if(k = 0 AND family_device, 99, k)`)}))), range(1 + toUInt8(${uniform('second device', CUST)} < 0.17))), []) AS devices,
      ${uniform('wecom', CUST)} < ${ofTier((tier) => tier.wecom)} AS wecom,
      ${uniform('openid', PERSON)} < 0.3 AS openid
    FROM (SELECT *, ${uniform('family device', PERSON)} < 0.02 AS family_device FROM latent_income)`
}
