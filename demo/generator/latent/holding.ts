import { sql, type Sql } from '#kernel/sql'
import { pick, type Chance } from '../chance.js'
import { TODAY } from '../calendar.js'
import { KIND, byArchetype } from '../parameters/archetype.js'
import { BENEFIT, CONSENT, MIS_TAGGED, RATING } from '../parameters/marginal.js'
import { byTier, type Tier } from '../parameters/tier.js'

const CUST = sql`cust`
const ofTier = (read: (tier: Tier) => number) => pick(byTier(read), sql`tier0 + 1`)

/** How much likelier each archetype is to hold a product than its tier: time, wealth, fund, insurance, by archetype. */
const LEANING = {
  time: [1, 0.8, 1.05, 0.6, 1.5, 0.5, 0.7, 0.7, 1, 0.95],
  wealth: [1, 0.9, 1, 0.9, 0.8, 1, 0.7, 1.1, 1.2, 1.1],
  fund: [1, 1, 1, 0.8, 0.4, 1.6, 0.8, 1.1, 1.2, 1.1],
  insurance: [1, 0.9, 1, 0.7, 0.9, 0.5, 0.6, 1.1, 2, 1.1],
} as const

/**
 * TR6 first: among payroll customers of T3 and above, hidden investors and careful savers hold fixed income only; every
 * other one holds something with risk.
 */
export function roleStage(chance: Chance): Sql {
  const { uniform } = chance
  const universe = sql`payroll AND tier0 >= 3`
  const careful = (MIS_TAGGED.careful + MIS_TAGGED.noise) / 50_000
  return sql`
    SELECT *,
      multiIf(NOT (${universe}), '', archetype = ${KIND.hidden} AND ${uniform('mis-tagged', CUST)} < 0.98, 'HIDDEN',
        archetype IN (${KIND.saver}, ${KIND.parent}, ${KIND.spender}) AND ${uniform('careful', CUST)} < ${careful} / 0.0275, if(${uniform('noise', CUST)} < ${1.15 * MIS_TAGGED.noise / (MIS_TAGGED.careful + MIS_TAGGED.noise)}, 'NOISE', 'CAREFUL'), '') AS fixed_role,
      (${universe}) AND fixed_role = '' AS must_risk,
      tier0 = 6 AND row_number() OVER (PARTITION BY tier0 ORDER BY ${chance.hash('single', CUST)}) % 7 IN (1, 4) AS single_product
    FROM latent_digital`
}

/** What each customer holds, and how they feel about risk. */
export function holdingStage(chance: Chance): Sql {
  const { uniform, normal } = chance
  const holds = (name: keyof typeof LEANING) =>
    sql`NOT single_product AND ${uniform(`holds ${name}`, CUST)} < least(0.99, ${ofTier((tier) => tier.holds[name])} * ${pick([...LEANING[name]], sql`archetype`)})`
  const plain = (name: 'gold' | 'card' | 'consumer' | 'mortgage') => sql`NOT single_product AND age BETWEEN 18 AND 70 AND ${uniform(`holds ${name}`, CUST)} < ${ofTier((tier) => tier.holds[name])} * 1.07`
  return sql`
    SELECT *,
      (fixed_role != '' AND ${uniform('fixed time', CUST)} < 0.8) OR ${holds('time')} AS holds_time,
      (fixed_role != '' AND (NOT holds_time OR ${uniform('fixed wealth', CUST)} < 0.4)) OR (must_risk AND ${uniform('risk wealth', CUST)} < 0.5) OR (fixed_role = '' AND ${holds('wealth')}) AS holds_wealth,
      fixed_role = '' AND NOT must_risk AND (${holds('fund')}) OR (must_risk AND (NOT holds_wealth OR ${uniform('risk fund', CUST)} < 0.22)) AS holds_fund,
      fixed_role = '' AND (${holds('insurance')}) AS holds_insurance,
      fixed_role = '' AND (${plain('gold')}) AS holds_gold,
      ${plain('card')} AS holds_card, ${plain('consumer')} AS holds_consumer, ${plain('mortgage')} AND age >= 24 AS holds_mortgage,
      sme_owner AND NOT single_product AND ${uniform('holds sme loan', CUST)} < 0.2 AS holds_sme,
      toUInt8(1 + holds_time + holds_wealth + holds_fund + holds_insurance + holds_gold + holds_card + holds_consumer + holds_mortgage + holds_sme) AS products,
      ${pick(byArchetype((each) => each.appetite), sql`archetype`)} + if(age >= 60, -0.3, 0) + 0.45 * ${normal('appetite', CUST)} AS appetite_score,
      toUInt8(multiIf(fixed_role = 'HIDDEN', 4 + (${uniform('true appetite', CUST)} < 0.4), fixed_role IN ('CAREFUL', 'NOISE'), 1 + (${uniform('true appetite', CUST)} < 0.6), least(5, greatest(1, round(appetite_score))))) AS appetite
    FROM latent_role`
}

/** Rating as answered, consent, what a benefit does. */
export function attitudeStage(chance: Chance): Sql {
  const { uniform, normal, choice } = chance
  const edges = [...RATING.below]
  const answered = sql`appetite_score + ${RATING.spread} * ${normal('answers', CUST)}`
  return sql`
    SELECT *,
      ${uniform('rated', CUST)} < ${ofTier((tier) => tier.rated)} AND age >= 18 OR fixed_role != '' AS has_rating,
      toUInt8(if(NOT has_rating, 0, if(fixed_role != '', 1 + (${uniform('stated', CUST)} < 0.7), 1 + arrayCount(edge -> edge <= ${answered}, ${edges})))) AS rating,
      toDate32(${TODAY}) - toInt32(if(${uniform('rating expired', CUST)} < ${RATING.expired}, 366 + floor(300 * ${uniform('rating age', CUST)}), floor(364 * ${uniform('rating age', CUST)}))) AS rated_drawn,
      greatest(rated_drawn, open_date) AS rated_on,
      ${uniform('consent', CUST)} AS consent_draw,
      consent_draw < ${CONSENT.granted} AS marketing_consent,
      consent_draw >= ${CONSENT.granted} AND consent_draw < ${CONSENT.granted + CONSENT.withdrawn} AS consent_withdrawn,
      ${uniform('personalised', CUST)} < ${CONSENT.personalisedOff} AS personalised_off,
      ${uniform('do not contact', CUST)} < 0.025 AS do_not_contact,
      toUInt16(if(${uniform('benefit', CUST)} < ${BENEFIT.insensitive}, 0, ${pick([...BENEFIT.faces], choice(BENEFIT.shares, 'benefit face', CUST))})) AS benefit_face,
      ${chance.beta(sql`2.`, sql`5.`, 'intimacy', CUST)} AS wealth_interest,
      ${uniform('staff', PERSON_OF)} < 0.004 AS staff,
      toUInt8(${choice([0.30, 0.24, 0.20, 0.12, 0.07, 0.07], 'spend driver', CUST)}) AS spend_driver
    FROM latent_holding`
}

const PERSON_OF = sql`person`
