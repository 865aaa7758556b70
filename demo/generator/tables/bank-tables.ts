import { addDays } from '#kernel/calendar'
import { ANOMALY, BENEFIT, CAR_CATEGORIES, CAR_MERCHANTS, MERCHANTS, SPEND_CATEGORIES } from '../parameters/marginal.js'
import { BRANCHES, SUBS, SUBS_PER_BRANCH, lobbyId, managerId, subId } from '../parameters/place.js'
import { PRODUCTS } from '../parameters/product.js'

type Row = Record<string, string | number | boolean | null>


/** Head office, six branches, thirty-six sub-branches. */
export function orgRows(): Row[] {
  const head: Row = { org_id: 'HO', parent_id: '', level: 'HO', name_zh: '群策演示银行总行', name_en: 'Qunce Demo Bank, head office', province: '广东', city: '深圳', lng: 114.06, lat: 22.54, catchment: 'CBD', open_date: '1996-05-18', status: 'OPEN' }
  const branches = BRANCHES.map((branch, at): Row => ({ org_id: branch.id, parent_id: 'HO', level: 'BRANCH', name_zh: `${branch.city}分行`, name_en: `${branch.cityEn} branch`, province: branch.province, city: branch.city, lng: branch.lng, lat: branch.lat, catchment: 'CBD', open_date: addDays('1998-03-02', at * 400), status: 'OPEN' }))
  const subs = BRANCHES.flatMap((branch, at) => branch.districts.map(([zh, en], place): Row => ({
    org_id: subId(at * SUBS_PER_BRANCH + place + 1), parent_id: branch.id, level: 'SUB', name_zh: `${branch.city}${zh}支行`, name_en: `${branch.cityEn} ${en} sub-branch`, province: branch.province, city: branch.city,
    lng: branch.lng + (place - 2.5) * 0.05, lat: branch.lat + ((place % 3) - 1) * 0.04, catchment: branch.catchments[place] ?? 'COMMUNITY', open_date: addDays('2001-06-01', (at * SUBS_PER_BRANCH + place) * 130), status: 'OPEN',
  })))
  return [head, ...branches, ...subs]
}

const HEAD_OFFICE: readonly (readonly [role: string, count: number])[] = [['HO_STRATEGIST', 4], ['ANALYST', 8], ['DATA_STEWARD', 3], ['COMPLIANCE', 4], ['ADMIN', 3], ['REMOTE_AGENT', 10]]

/** Employees; every sub-branch has a head, relationship managers and a lobby manager. */
export function employeeRows(managersPerSub: number): Row[] {
  const row = (emp: string, org: string, role: string, more: Row = {}): Row => ({ emp_id: emp, org_id: org, role, wecom_userid: `wx${emp.toLowerCase()}`, licences: role === 'RM' ? 'FUND,INSURANCE' : '', hire_date: addDays('2012-01-09', (Number(emp.slice(1)) * 37) % 4200), leave_date: null, daily_call_cap: role === 'RM' ? 40 : role === 'REMOTE_AGENT' ? 120 : null, ...more })
  const head = HEAD_OFFICE.flatMap(([role, count]) => Array.from({ length: count }, () => role)).map((role, at) => row(`E${101 + at}`, 'HO', role))
  const branches = BRANCHES.flatMap((branch, at) => [row(`E${501 + at * 2}`, branch.id, 'BRANCH_MGR'), row(`E${502 + at * 2}`, branch.id, 'ANALYST')])
  const subs = Array.from({ length: SUBS }, (_, at) => at + 1).flatMap((s) => [
    row(managerId(s, 0), subId(s), 'SUB_MGR'),
    ...Array.from({ length: managersPerSub }, (_, k) => row(managerId(s, k + 1), subId(s), 'RM', s === ANOMALY.sub && k + 1 === ANOMALY.manager ? { leave_date: '2025-06-30' } : {})),
    row(lobbyId(s), subId(s), 'LOBBY'),
  ])
  return [...head, ...branches, ...subs]
}

export function productRows(): Row[] {
  return PRODUCTS.map((each, at) => ({
    product_id: each.id, category: each.category, name_zh: each.zh, name_en: each.en, issuer: each.agency ? `ISSUER${String((at % 9) + 1)}` : 'SELF', agency: each.agency, risk_level: each.risk, term_days: each.termDays === 0 ? null : each.termDays,
    min_amount: each.minAmount * 100, fee_rate: each.feeRate, ftp_spread: each.spread, quota_total: each.category === 'WEALTH' ? 50_000_000_000 : null, quota_left: each.category === 'WEALTH' ? 50_000_000_000 - at * 300_000_000 : null,
    on_shelf: addDays('2021-01-04', at * 9), off_shelf: each.offShelf === '' ? null : each.offShelf, elder_ok: each.risk === 'R1' || each.risk === 'R2', disclosure_ref: `disclosure/${each.id}.pdf`,
  }))
}

/** Merchants by spending category, then those a car is paid at: the number in the id is category times a thousand. */
export function merchantRows(): Row[] {
  const ofCategory = (mcc: string, at: number, count: number) => Array.from({ length: count }, (_, k): Row => ({ mer_id: `M${String((at + 1) * 1000 + k).padStart(5, '0')}`, mcc, org_id: subId(((k * 7 + at) % SUBS) + 1), geo: `W${String(((k * 13) % 6) * 1000 + (k % 900)).padStart(5, '0')}`, partner: k % 9 === 0 }))
  return [...SPEND_CATEGORIES.flatMap(({ mcc }, at) => ofCategory(mcc, at, MERCHANTS)), ...CAR_CATEGORIES.flatMap(({ mcc }, at) => ofCategory(mcc, SPEND_CATEGORIES.length + at, CAR_MERCHANTS))]
}

export function benefitRows(): Row[] {
  const kinds = [['COUPON_RATE', '加息券', 0.8], ['REDPACKET', '红包', 1], ['POINTS', '积分', 0.5], ['FEE_WAIVER', '费用减免', 0.3], ['GIFT', '礼品', 0.9], ['SERVICE', '服务', 0.4]] as const
  return kinds.flatMap(([type, zh, cost], at) => BENEFIT.faces.map((face, k) => ({ benefit_id: `B${at + 1}${k + 1}`, type, name_zh: `${zh} ${face} 元`, face: face * 100, unit_cost: Math.round(face * 100 * cost), stock: 20_000, budget: face * 100 * 20_000 })))
}

const THEMES = ['财富早报', '亲子教育', '退休生活', '社区优惠', '小微互助', '信用卡周三'] as const

/** Customer groups in WeCom, two a manager. */
export function groupRows(managersPerSub: number): Row[] {
  return managers(managersPerSub).flatMap((emp, at) => [0, 1].map((k) => ({ chat_id: `wr${emp}${k}`, owner_emp_id: emp, theme: THEMES[(at + k) % THEMES.length] ?? '', create_date: addDays('2023-03-01', (at * 11 + k * 97) % 600) })))
}

/** Working managers of all sub-branches. */
export function managers(managersPerSub: number): string[] {
  return Array.from({ length: SUBS }, (_, at) => at + 1).flatMap((s) => Array.from({ length: managersPerSub }, (_, k) => managerId(s, k + 1)))
}

export const STALE_GROUP_STATS = '2025-09-30'
