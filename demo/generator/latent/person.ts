import { sql, type Sql } from '#kernel/sql'
import { pick, type Chance } from '../chance.js'
import { TODAY } from '../calendar.js'
import { byArchetype } from '../parameters/archetype.js'
import { ARCHETYPES } from '../parameters/archetype.js'

const PERSON = sql`person`

/**
 * Customers [from, from + count) and the person behind each number. In every block of 40 the last one is a second number
 * of a person of the block (TR13: 2.5 % of persons have two or three), now and then the last but one too.
 */
export function personStage(chance: Chance, from: number, count: number): Sql {
  const { uniform, choice, normal } = chance
  const block = sql`intDiv(cust, 40)`
  return sql`
    SELECT toUInt32(number) AS cust,
      concat('C', leftPad(toString(cust), 8, '0')) AS cust_id,
      cust % 40 = 39 OR (cust % 40 = 38 AND ${uniform('third number', block)} < 0.12) AS is_alias,
      toUInt32(if(is_alias, ${block} * 40 + floor(${uniform('alias of', block)} * 38), cust)) AS person,
      toUInt8(${choice(ARCHETYPES.map((each) => each.share), 'archetype', PERSON)}) AS archetype,
      ${normal('age', PERSON)} * ${pick(byArchetype((each) => each.age[1]), sql`archetype`)} + ${pick(byArchetype((each) => each.age[0]), sql`archetype`)} AS age_drawn,
      multiIf(archetype IN (1, 6) AND ${uniform('minor', PERSON)} < 0.028, 8 + 9 * ${uniform('minor age', PERSON)}, archetype = 1, 26 + 44 * ${uniform('dormant age', PERSON)}, archetype = 5, greatest(age_drawn, 50), greatest(age_drawn, 18 + 6 * ${uniform('young', PERSON)})) AS age_exact,
      toDate32(${TODAY}) - toInt32(least(age_exact, 94) * 365.25) AS birth_date,
      toUInt8(age('year', birth_date, toDate32(${TODAY}))) AS age,
      if(${uniform('gender', PERSON)} < ${pick(byArchetype((each) => each.female), sql`archetype`)}, 'F', 'M') AS gender
    FROM numbers(${from}, ${count})`
}

/** Wealth, the share of it kept here, and the assets of the base month-end. Money in fen. */
export function wealthStage(chance: Chance): Sql {
  const { uniform, normal, beta } = chance
  const by = (read: Parameters<typeof byArchetype>[0]) => pick(byArchetype(read), sql`archetype`)
  const mean = by((each) => each.wallet[0])
  const kappa = by((each) => each.wallet[1])
  return sql`
    SELECT *,
      ${by((each) => each.wealth[0])} * exp(${by((each) => each.wealth[1])} * ${normal('wealth', sql`cust`)}) AS wealth_yuan,
      greatest(${beta(sql`${mean} * ${kappa}`, sql`(1 - ${mean}) * ${kappa}`, 'wallet', sql`cust`)}, 1e-6) AS wallet_share,
      ${uniform('near zero', sql`cust`)} < ${by((each) => each.nearZero)} AS near_zero,
      toInt64(100 * wealth_yuan) AS wealth,
      toInt64(100 * if(near_zero, least(99, 22 * exp(0.9 * ${normal('small rest', sql`cust`)})), wealth_yuan * wallet_share)) AS aum_base,
      wealth - least(aum_base, wealth) AS outside_assets,
      aum_base / 100 AS aum_yuan
    FROM latent_person`
}
