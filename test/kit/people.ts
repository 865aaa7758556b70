/** Made-up people for linking, by the rates of the specification: some have several customer numbers, some share. */
export interface MadePeople {
  /** CSV of customers and of their identifiers. */
  readonly customers: string
  readonly identifiers: string
  /** Customer numbers of one person, pair by pair, the smaller first. */
  readonly truth: ReadonlySet<string>
  readonly recycled: readonly (readonly [a: string, b: string])[]
  readonly family: readonly (readonly [a: string, b: string])[]
}

interface Person {
  readonly name: string
  readonly mobile: string
  readonly idNo: string
  readonly email: string
  readonly birth: string
  readonly gender: string
  readonly city: string
  readonly device: string
  readonly social: string
}

type Random = () => number

/** Marsaglia's xorshift: independent of anything the product draws with. */
function xorshift(seed: number): Random {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4294967296
  }
}

const SEVERAL = 0.025
const FAMILY = 0.01
const RECYCLED = 0.003
const FIRST = ['id', 'name', 'mobile', 'idno', 'email', 'gender', 'born', 'city', 'org', 'open', 'status']

// eslint-disable-next-line complexity -- one story, told in order
export function makePeople(persons: number, seed: number): MadePeople {
  const random = xorshift(seed)
  const pick = (n: number) => Math.floor(random() * n)
  const skewed = (n: number) => Math.floor(n * random() ** 3)
  const digits = (value: number, width: number) => String(value).padStart(width, '0')
  const customers: string[] = [FIRST.join(',')]
  const identifiers: string[] = ['id,type,value,first,last']
  const truth = new Set<string>()
  const recycled: [string, string][] = []
  const family: [string, string][] = []
  const made: { person: Person; id: string }[] = []
  let count = 0

  const date = (from: number, days: number) => new Date(Date.UTC(from, 0, 1) + pick(days) * 86_400_000).toISOString().slice(0, 10)
  const person = (at: number): Person => ({
    name: `姓${skewed(300)}名${skewed(4000)}`,
    mobile: `139${digits(at, 8)}`,
    idNo: `9900${digits(at, 14)}`,
    email: `p${at}@example.com`,
    birth: date(1945, 60 * 365),
    gender: random() < 0.5 ? 'M' : 'F',
    city: `city${skewed(60)}`,
    device: `device-${at}`,
    social: `wx-${at}`,
  })
  const write = (of: Person, mobileFrom: string, mobileTo: string): string => {
    count += 1
    const id = `C${digits(count * 7919 % 1_000_003, 7)}`
    customers.push([id, of.name, of.mobile, of.idNo, of.email, of.gender, of.birth, of.city, `B${pick(30)}`, date(2005, 7000), random() < 0.05 ? 'CLOSED' : 'ACTIVE'].join(','))
    if (of.mobile !== '') identifiers.push([id, 'MOBILE_HASH', of.mobile, mobileFrom, mobileTo].join(','))
    if (of.device !== '') identifiers.push([id, 'DEVICE', of.device, '2022-01-01', '2025-12-01'].join(','))
    if (of.social !== '') identifiers.push([id, 'WECOM_EXT', of.social, '2023-01-01', '2025-12-01'].join(','))
    return id
  }
  const blank = (of: Person): Person => ({ ...of, email: random() < 0.5 ? of.email : '', device: random() < 0.8 ? of.device : '', social: random() < 0.4 ? of.social : '' })

  for (let at = 0; at < persons; at += 1) {
    const first = blank(person(at))
    const ids = [write(first, '2018-01-01', '2025-12-01')]
    made.push({ person: first, id: ids[0]! })
    const copies = random() < SEVERAL ? (random() < 0.15 ? 2 : 1) : 0
    for (let copy = 0; copy < copies; copy += 1) ids.push(write(again(first, at, copy, random, date), '2018-01-01', '2025-12-01'))
    for (const [index, a] of ids.entries()) for (const b of ids.slice(index + 1)) truth.add([a, b].sort().join('|'))
    if (at > 0 && random() < FAMILY) {
      const kin = made[pick(made.length - 1)]!
      const relative = { ...blank(person(persons + at)), device: kin.person.device === '' ? 'device-none' : kin.person.device, city: kin.person.city }
      if (kin.person.device !== '') family.push([kin.id, write(relative, '2018-01-01', '2025-12-01')])
    }
    if (at > 0 && random() < RECYCLED) {
      const former = { ...blank(person(2 * persons + at)), mobile: first.mobile }
      recycled.push([ids[0]!, write(former, '2009-01-01', '2014-06-30')])
    }
  }
  return { customers: `${customers.join('\n')}\n`, identifiers: `${identifiers.join('\n')}\n`, truth, recycled, family }
}

/** The same person at another desk: a passport or no document, another mobile, a slip of the pen. */
// eslint-disable-next-line complexity -- one choice a field
function again(first: Person, at: number, copy: number, random: Random, date: (from: number, days: number) => string): Person {
  const document = random()
  const [year = '', month = '', day = ''] = first.birth.split('-')
  const slip = Number(day) <= 12 ? `${year}-${day}-${month}` : date(1945, 60 * 365)
  return {
    ...first,
    idNo: document < 0.6 ? first.idNo : document < 0.97 ? '' : `P${at}-${copy}`,
    mobile: random() < 0.65 ? first.mobile : `138${String(at * 3 + copy).padStart(8, '0')}`,
    name: random() < 0.97 ? first.name : `${first.name}子`,
    birth: random() < 0.97 ? first.birth : slip,
    city: random() < 0.85 ? first.city : `city${Math.floor(random() * 60)}`,
    email: random() < 0.5 ? first.email : '',
    device: random() < 0.6 ? first.device : '',
    social: random() < 0.3 ? first.social : '',
  }
}
