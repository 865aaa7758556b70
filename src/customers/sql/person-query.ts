import { query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'

/** One customer number of a person. */
export interface PersonRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly org_path: string
  readonly org_id: string | null
  readonly rm: string
  /** 1 inside the asker's scope. */
  readonly seen: number
  readonly gender: string | null
  readonly birth: string | null
  readonly id_type: string | null
  readonly city: string | null
  readonly occupation: string | null
  readonly employer: string | null
  readonly education: string | null
  readonly marital: string | null
  readonly income: string | null
  readonly opened: string | null
  readonly open_channel: string | null
  readonly kyc_status: string | null
  readonly kyc_expire: string | null
  readonly minor: boolean | null
  readonly deceased: boolean | null
  readonly staff: boolean | null
  readonly status: string | null
  readonly consent: boolean | null
  readonly dnc: boolean | null
}

/** Columns of the customer table `personQuery` reads. */
export const PERSON_COLUMNS = [
  'gender', 'birth_date', 'id_type', 'city_code', 'occupation_code', 'employer_ent_id', 'education', 'marital', 'income_band', 'open_date', 'open_channel',
  'kyc_status', 'kyc_expire_date', 'minor_flag', 'deceased_flag', 'staff_flag', 'status', 'marketing_consent', 'do_not_contact',
] as const

/** Every customer number of the person who has this one, in number order; `visible` says which the asker may see. */
export function personQuery(customers: Sql, runIds: readonly number[], custId: string, visible: Sql): Query<PersonRow> {
  return query(
    sql`SELECT cust_no, cust_id, org_path, toString(main_org_id) AS org_id, rm, toUInt8(${visible}) AS seen, toString(gender) AS gender, toString(birth_date) AS birth, toString(id_type) AS id_type, toString(city_code) AS city, toString(occupation_code) AS occupation, employer_ent_id AS employer, toString(education) AS education, toString(marital) AS marital, toString(income_band) AS income, toString(open_date) AS opened, toString(open_channel) AS open_channel, toString(kyc_status) AS kyc_status, toString(kyc_expire_date) AS kyc_expire, minor_flag AS minor, deceased_flag AS deceased, staff_flag AS staff, toString(status) AS status, marketing_consent AS consent, do_not_contact AS dnc FROM ${customers} WHERE cust_no IN (SELECT cust_no FROM ${bankRows('customer', runIds, [])} WHERE cust_id = ${custId}) ORDER BY cust_id`,
  )
}
