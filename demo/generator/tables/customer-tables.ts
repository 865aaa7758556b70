import { sql, type Sql } from '#kernel/sql'
import { pickText, type Chance } from '../chance.js'
import { TODAY } from '../calendar.js'
import { entId } from '../latent/enterprise.js'
import { BRANCHES, MANAGER_ID } from '../parameters/place.js'
import { GIVEN_F, GIVEN_M, OCCUPATIONS, STREETS, SURNAMES } from '../parameters/name.js'
import { columnsOf, type Output } from './output.js'

const PERSON = sql`person`
const CUST = sql`cust`
/** GB 11643-1999: weights of the first 17 digits, and the check characters by remainder (ISO 7064 MOD 11-2). */
export const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
export const ID_CHECKS = '10X98765432'

/** An identity number as SQL: region 99 (given to no province), made of the person's number, valid in its check character. */
export function idNumber(person: Sql, birth: Sql, female: Sql): Sql {
  const body = sql`concat('99', leftPad(toString(${person} % 10000), 4, '0'), formatDateTime(${birth}, '%Y%m%d'), leftPad(toString((intDiv(${person}, 10000) % 500) * 2 + if(${female}, 0, 1)), 3, '0'))`
  return sql`arrayMap(b -> concat(b, substring(${ID_CHECKS}, 1 + arraySum((d, w) -> toUInt32(d) * w, arrayMap(i -> toUInt8OrZero(substring(b, i, 1)), range(1, 18)), ${[...ID_WEIGHTS]}) % 11, 1)), [${body}])[1]`
}

/** A mobile number as SQL, in the range 154 that was never given out; two persons never share one. */
export function mobileNumber(person: Sql): Sql {
  return sql`concat('154', leftPad(toString((toUInt64(${person}) * 69069 + 12345) % 100000000), 8, '0'))`
}

/** TR13: a recycled mobile is the number the person 997 places earlier still has on file. */
const recycled = (chance: Chance) => sql`${PERSON} >= 997 AND ${chance.uniform('recycled mobile', PERSON)} < 0.003`

/** Customers as their own columns say, with made-up names and numbers. A second number of a person keeps most of what tells them. */
export function personalTable(chance: Chance): Sql {
  const { uniform, hash } = chance
  const given = (stream: string) => sql`if(gender = 'F', ${pickText(GIVEN_F, sql`1 + ${hash(stream, PERSON)} % ${GIVEN_F.length}`)}, ${pickText(GIVEN_M, sql`1 + ${hash(stream, PERSON)} % ${GIVEN_M.length}`)})`
  return sql`
    SELECT c.*,
      concat(${pickText(SURNAMES, sql`1 + toUInt32(floor(${SURNAMES.length} * pow(${uniform('surname', PERSON)}, 1.9)))`)}, ${given('given')}, if(${uniform('two given', PERSON)} < 0.72, ${given('second given')}, '')) AS name,
      if(is_alias AND ${uniform('old document', CUST)} < 0.2, '', ${idNumber(PERSON, sql`birth_date`, sql`gender = 'F'`)}) AS id_no,
      if(is_alias AND ${uniform('new mobile', CUST)} < 0.28 AND id_no != '', ${mobileNumber(sql`${PERSON} + 40000000`)}, if(${recycled(chance)}, ${mobileNumber(sql`${PERSON} - 997`)}, ${mobileNumber(PERSON)})) AS mobile,
      ifNull(o.ent, 0) AS owned_ent, o.owner IS NOT NULL AS owns_client
    FROM latent_customer AS c LEFT JOIN (SELECT cust AS owner, ent FROM owner) AS o ON o.owner = c.cust SETTINGS join_use_nulls = 1`
}

/** The customer file. */
export function customerOutput(chance: Chance): Output {
  const { uniform, hash, choice } = chance
  const street = pickText(STREETS, sql`1 + ${hash('street', PERSON)} % ${STREETS.length}`)
  const occupation = sql`multiIf(age < 23, 'STUDENT', sme_owner, 'OWNER', age >= 60, 'RETIRED', ${pickText(OCCUPATIONS.slice(1, 8), sql`1 + ${hash('occupation', PERSON)} % 7`)})`
  const band = sql`multiIf(pay_amount = 0, '', pay_amount < 500000, 'A', pay_amount < 1000000, 'B', pay_amount < 2000000, 'C', 'D')`
  return {
    table: 'customer', mode: 'upsert', order: ['cust_id'],
    columns: columnsOf('cust_id name mobile id_no address id_type gender birth_date city_code hukou_city_code address_geo6 occupation_code employer_ent_id education marital child_birth_years income_band open_date open_org_id open_channel main_org_id rm_emp_id kyc_status kyc_expire_date minor_flag deceased_flag staff_flag status marketing_consent do_not_contact'),
    select: sql`
      SELECT *, concat(${pickText(BRANCHES.map((each) => each.city), sql`branch`)}, '市', ${street}, toString(1 + ${hash('house', PERSON)} % 300), '号') AS address,
        if(id_no = '', '', 'ID_CARD') AS id_type, concat('W', leftPad(toString(branch * 1000 + ${hash('grid', PERSON)} % 900), 5, '0')) AS address_geo6, ${occupation} AS occupation_code,
        if(payroll, ${entId(sql`(intDiv(employer, 2) * 5 + employer % 2)`)}, '') AS employer_ent_id,
        ${pickText(['JUNIOR', 'SENIOR', 'COLLEGE', 'BACHELOR', 'MASTER'], choice([18, 24, 24, 27, 7], 'education', PERSON))} AS education,
        multiIf(is_parent, 'MARRIED', age < 24, 'SINGLE', ${uniform('married', PERSON)} < 0.68, 'MARRIED', 'SINGLE') AS marital,
        arrayStringConcat(arrayMap(y -> toString(y), child_years), ',') AS child_birth_years, ${band} AS income_band,
        sub_id AS open_org_id, ${pickText(['COUNTER', 'APP', 'BATCH'], choice([52, 30, 18], 'open channel', CUST))} AS open_channel, sub_id AS main_org_id,
        if(manager > 0, ${MANAGER_ID}, '') AS rm_emp_id,
        toDate32(${TODAY}) + toInt32(floor(3650 * ${uniform('kyc', CUST)})) - 220 AS kyc_expire_date, multiIf(kyc_expire_date <= toDate32(${TODAY}), 'EXPIRED', kyc_expire_date <= toDate32(${TODAY}) + 90, 'EXPIRING', 'OK') AS kyc_status,
        age < 18 AS minor_flag, age > 82 AND ${uniform('deceased', PERSON)} < 0.03 AS deceased_flag, staff AS staff_flag,
        multiIf(closed, 'CLOSED', ${uniform('frozen', CUST)} < 0.003, 'FROZEN', 'ACTIVE') AS status
      FROM personal`,
  }
}

/** Everything that names a person: documents, mobiles, devices, WeCom, official account, cards. */
export function identityOutput(chance: Chance): Output {
  const { uniform, hash } = chance
  const wecom = sql`concat('wm', lower(hex(${hash('wecom id', PERSON)})))`
  const rows = sql`arrayFilter(x -> x.2 != '', arrayConcat(
    [('CUST_NO', cust_id, 1., true, 'CORE'), ('ID_HASH', id_no, 1., true, 'CORE'), ('MOBILE_HASH', mobile, 0.95, ${uniform('mobile checked', CUST)} < 0.93, 'CORE')],
    arrayMap(d -> ('DEVICE', d, 0.8, false, 'APP'), devices),
    [('WECOM_EXT', if(wecom, ${wecom}, ''), 0.9, true, 'WECOM'), ('OPENID', if(openid, concat('oa', lower(hex(${hash('open id', PERSON)}))), ''), 0.85, false, 'WECHAT'),
     ('CARD_HASH', if(holds_card OR cust % 3 = 0, concat('990000', leftPad(toString(${hash('card', CUST)} % 10000000000), 10, '0')), ''), 1., true, 'CORE')]))`
  return {
    table: 'identity', mode: 'append', order: ['cust_id', 'id_type', 'value'],
    columns: columnsOf('cust_id id_type value first_seen last_seen confidence verified source'),
    select: sql`
      SELECT cust_id, ident.1 AS id_type, ident.2 AS value, greatest(open_date, toDate32('2020-01-01')) AS first_seen,
        toDate32(${TODAY}) - toInt32(if(churned, 60, 0)) - toInt32(floor(25 * ${uniform('seen', CUST)})) AS last_drawn, greatest(first_seen, last_drawn) AS last_seen, ident.3 AS confidence, ident.4 AS verified, ident.5 AS source
      FROM (SELECT cust, cust_id, open_date, churned, ${rows} AS rows FROM personal) ARRAY JOIN rows AS ident`,
  }
}
