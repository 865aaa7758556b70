import { sql, type Sql } from '#kernel/sql'
import { pick, type Chance } from '../chance.js'
import { CAR, VALUES } from '../parameters/marginal.js'
import { BRANCHES } from '../parameters/place.js'

const CUST = sql`cust`
const PERSON = sql`person`

/** Who has a car, and what they hold dear: 1 family, 2 safety, 3 status, 4 thrift, 5 growth. */
export function traitStage(chance: Chance): Sql {
  const { uniform, normal, choice } = chance
  const owns = pick([...CAR.owns], sql`1 + arrayCount(edge -> edge <= age, ${[...CAR.ages]})`)
  const place = pick(BRANCHES.map(({ rationed }) => (rationed ? CAR.rationed : 1)), sql`branch`)
  return sql`
    SELECT *,
      ${uniform('car', PERSON)} < least(${CAR.most}, ${owns} * exp(${CAR.pay} * ${normal('pay', PERSON)}) * if(is_parent, ${CAR.parent}, 1) * ${place}) AS car_owner,
      toUInt8(if(${uniform('values agree', CUST)} < ${VALUES.agrees}, ${pick([...VALUES.ofDriver], sql`spend_driver`)}, ${choice(VALUES.weights, 'values', CUST)})) AS value_type
    FROM latent_attitude`
}
