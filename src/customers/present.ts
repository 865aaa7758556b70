import { ageOn } from '#kernel/calendar'
import { maskName, maskValue, type MaskedKind } from '#privacy/contract'
import type { Person } from './actions/open-person.js'
import type { PrivacyFacts } from './actions/privacy-of.js'
import { identifierFields, type Customer, type CustomerIdentity, type CustomerItem, type CustomerUses } from './contract.js'
import { toAmount, type AmountView } from './domain/amount.js'
import { maybeCodeName } from './domain/code-name.js'
import { shippedName } from './domain/code-names.js'
import { kycFields, kycStatus } from './domain/kyc.js'
import { cityName } from './domain/places.js'
import { sellStop } from './domain/sell-stop.js'
import type { OrgPlace, TagValue } from './ports.js'
import type { AssetsRow } from './sql/assets-query.js'
import type { ComplaintRow } from './sql/complaint-query.js'
import type { PersonRow } from './sql/person-query.js'
import type { FoundRow } from './sql/search-query.js'

/** Direct identifiers in clear, for masking only. */
interface Sealed {
  readonly name: string
  readonly mobile: string
  readonly id_no: string
  readonly email: string
  readonly address: string
}

const CUSTOMER = 'customer'
const nameOf = (sealed: Pick<Sealed, 'name'> | undefined): string | null => (sealed === undefined || sealed.name === '' ? null : maskName(sealed.name))
const isoOf = (text: string | undefined): string | null => (text === undefined ? null : `${text.replace(' ', 'T')}Z`)
const orNull = (text: string | null): string | null => (text === null || text === '' ? null : text)

/** A code of a column the bank model leaves open, by the lists that ship with us. */
const shipped = (column: string, code: string | null) => (code === null || code === '' ? null : { code, ...shippedName(column, code) })

function ageOf(birth: string | null, asOf: string): number | null {
  return birth === null || birth > asOf ? null : ageOn(birth, asOf)
}

function placeOf(row: { readonly org_id: string | null; readonly org_path: string }, orgs: readonly OrgPlace[]) {
  const org = orgs.find(({ orgId }) => orgId === row.org_id)
  const zh = org?.nameZh ?? row.org_id ?? ''
  return { orgId: org === undefined ? null : org.orgId, path: row.org_path, zh, en: org?.nameEn ?? zh }
}

export interface FoundPlace {
  readonly names: ReadonlyMap<string, Pick<Sealed, 'name'>>
  readonly assets: ReadonlyMap<string, AssetsRow>
  readonly activity: ReadonlyMap<string, string>
  readonly orgs: readonly OrgPlace[]
  readonly asOf: string
  readonly view: AmountView
}

/** A customer of a search, name masked. */
export function presentFound(row: FoundRow, place: FoundPlace): CustomerItem {
  const assets = place.assets.get(row.cust_id)
  return {
    custId: row.cust_id,
    name: nameOf(place.names.get(row.cust_id)),
    gender: maybeCodeName(CUSTOMER, 'gender', row.gender),
    age: ageOf(row.birth, place.asOf),
    org: placeOf(row, place.orgs),
    rm: orNull(row.rm),
    status: maybeCodeName(CUSTOMER, 'status', row.status),
    kycStatus: maybeCodeName(CUSTOMER, 'kyc_status', kycStatus(row.kyc_status, row.kyc_expire, place.asOf)),
    openDate: row.opened,
    assets: toAmount(assets?.minor, place.view),
    assetsOn: assets?.found_on ?? null,
    lastActivity: isoOf(place.activity.get(row.cust_id)),
  }
}

export interface CustomerFacts {
  readonly sealed: Sealed | undefined
  readonly assets: readonly AssetsRow[]
  readonly activity: readonly string[]
  readonly held: number
  readonly rating: { readonly grade: string; readonly assessed: string; readonly valid_to: string | null } | undefined
  readonly privacy: PrivacyFacts
  readonly complaints: readonly ComplaintRow[]
}

/** A customer as the asker may see them. */
export function presentCustomer(person: Person, facts: CustomerFacts): Customer {
  const { row, asOf } = person
  return {
    custId: row.cust_id,
    asOf,
    name: nameOf(facts.sealed),
    exact: person.view.exact,
    otherNumbers: person.seen.filter((each) => each.cust_id !== row.cust_id).map((each) => ({ custId: each.cust_id, org: placeOf(each, person.orgs), status: maybeCodeName(CUSTOMER, 'status', each.status) })),
    hiddenNumbers: person.hidden,
    ...attributesOf(row, person),
    ...flagsOf(row, facts.privacy),
    doNotSell: sellStop(facts.complaints),
    kyc: kycOf(row, facts.sealed, asOf),
    risk: ratingOf(facts.rating, asOf),
    assets: assetsOf(facts.assets, person.view),
    productsHeld: facts.held,
    lastActivity: isoOf([...facts.activity].sort().at(-1)),
  }
}

function attributesOf(row: PersonRow, person: Pick<Person, 'asOf' | 'orgs'>) {
  return {
    age: ageOf(row.birth, person.asOf),
    gender: maybeCodeName(CUSTOMER, 'gender', row.gender),
    city: row.city === null || row.city === '' ? null : { code: row.city, ...cityName(row.city) },
    occupation: shipped('occupation_code', row.occupation),
    education: shipped('education', row.education),
    marital: shipped('marital', row.marital),
    incomeBand: shipped('income_band', row.income),
    org: placeOf(row, person.orgs),
    rm: orNull(row.rm),
    status: maybeCodeName(CUSTOMER, 'status', row.status),
    openDate: row.opened,
    openChannel: shipped('open_channel', row.open_channel),
  }
}

function flagsOf(row: PersonRow, privacy: PrivacyFacts) {
  return {
    minor: row.minor === true,
    deceased: row.deceased === true,
    staff: row.staff === true,
    doNotContact: privacy.doNotContact,
    marketingConsent: privacy.marketingConsent,
    dataState: privacy.state === 'none' ? ('normal' as const) : privacy.state,
  }
}

function kycOf(row: PersonRow, sealed: Sealed | undefined, asOf: string): Customer['kyc'] {
  const has = (field: keyof Sealed) => (sealed?.[field] ?? '') !== ''
  const fields = kycFields({
    name: has('name'), idNo: has('id_no'), mobile: has('mobile'), address: has('address'),
    gender: row.gender, occupation: row.occupation, employer: row.employer, idType: row.id_type, expireDate: row.kyc_expire,
  })
  return {
    filled: fields.filter((field) => field.filled).length,
    required: fields.length,
    fields,
    status: maybeCodeName(CUSTOMER, 'kyc_status', kycStatus(row.kyc_status, row.kyc_expire, asOf)),
    expiresOn: row.kyc_expire,
  }
}

function ratingOf(rating: CustomerFacts['rating'], asOf: string): Customer['risk'] {
  const name = maybeCodeName('risk_rating', 'rating', rating?.grade ?? null)
  if (rating === undefined || name === null) return null
  return { rating: name, assessedOn: rating.assessed, expiresOn: rating.valid_to, expired: rating.valid_to !== null && rating.valid_to < asOf }
}

function assetsOf(rows: readonly AssetsRow[], view: AmountView): Customer['assets'] {
  const debts = rows.flatMap((row) => (row.debt === null ? [] : [Number(row.debt)]))
  return {
    total: rows.length === 0 ? null : toAmount(rows.reduce((sum, row) => sum + Number(row.minor), 0), view),
    on: rows.map((row) => row.found_on).sort().at(-1) ?? null,
    debt: debts.length === 0 ? null : toAmount(debts.reduce((sum, debt) => sum + debt, 0), view),
  }
}

/** A person's numbers and identifiers, masked. */
export function presentIdentity(
  person: Person,
  sealed: ReadonlyMap<string, Sealed>,
  links: readonly { cust_id: string; kind: string; n: string; verified_n: string; seen_last: string | null }[],
): Omit<CustomerIdentity, 'history'> {
  return {
    numbers: person.seen.map((row) => ({
      custId: row.cust_id, org: placeOf(row, person.orgs), rm: orNull(row.rm), status: maybeCodeName(CUSTOMER, 'status', row.status), openDate: row.opened, asked: row.cust_id === person.row.cust_id,
    })),
    hiddenNumbers: person.hidden,
    identifiers: person.seen.flatMap((row) =>
      identifierFields.flatMap((field) => {
        const clear = sealed.get(row.cust_id)?.[field] ?? ''
        return clear === '' ? [] : [{ custId: row.cust_id, field, masked: maskValue(field satisfies MaskedKind, clear) }]
      }),
    ),
    links: links.flatMap((row) => {
      const kind = maybeCodeName('identity', 'id_type', row.kind)
      return kind === null ? [] : [{ custId: row.cust_id, kind, count: Number(row.n), verified: Number(row.verified_n), lastSeen: row.seen_last }]
    }),
  }
}

/** Names of what a set holds; a code without one stands for itself. */
function itemsOf({ value, values }: TagValue): { zh: string; en: string }[] {
  if (!Array.isArray(value)) return []
  return (value as readonly string[]).map((code) => {
    const named = values.find((each) => each.code === code)
    return named === undefined ? { zh: code, en: code } : { zh: named.zh, en: named.en }
  })
}

/** A tag of one customer: money as the asker may see it, codes with their names. */
export function presentTag(tag: TagValue, view: AmountView): CustomerUses['tags'][number] {
  const { key, name, facet, classification, type, value, refused, face, asOf, refresh, stale, grade, unsure, model } = tag
  const standing = { face, asOf, refresh, stale, grade, unsure, model }
  const base = { key, name: { ...name }, facet, classification, type, label: null, items: itemsOf(tag), amount: null, shares: tag.shares.map((share) => ({ ...share })), refused, ...standing }
  if (type === 'money') return { ...base, value: null, amount: toAmount(value as number | null, { ...view, ccy: tag.ccy ?? view.ccy }) }
  const code = tag.values.find((each) => each.code === value)
  return { ...base, value: Array.isArray(value) ? [...(value as readonly string[])] : (value as string | number | boolean | null), label: code === undefined ? null : { zh: code.zh, en: code.en } }
}
