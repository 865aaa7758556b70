import type { CustomerTruth, TrueWorth } from './uplift-truth.js'

/** A customer of a past campaign: what the product says, by a model that had not seen them, and what is true. */
export interface JudgedCustomer {
  readonly effect: number
  /** What the uplift list is cut by: the money the arm brings, else the effect. */
  readonly worth: number
  readonly organic: number
  readonly response: number
  readonly truth: CustomerTruth
}

export interface ListTruth {
  readonly list: 'everyone' | 'organic' | 'response' | 'uplift' | 'oracle' | 'averse'
  /** Expected conversion when treated, effect, and yuan a customer because of it. */
  readonly rawRate: number
  readonly effect: number
  readonly yuan: number
}

export interface UpliftVerdict {
  readonly customers: number
  /** Area over chance of the ranking by effect, as a share of the ranking by the true effect. */
  readonly qiniShare: number
  /** True yuan of the top 30 % list, as a share of the oracle's list of that size. */
  readonly policyShare: number
  /** The same two against the effect of the campaigns as they were run. */
  readonly asRun: { readonly qiniShare: number; readonly policyShare: number }
  readonly lists: readonly ListTruth[]
  /** uplift > response > organic in true yuan. */
  readonly ordered: boolean
  /** The uplift list shows the lowest raw conversion of the three; null where not even the lists of the truth do (no lesson was planted). */
  readonly reversed: boolean | null
  /** Share of sleeping dogs in the lowest tenth by effect over one tenth. */
  readonly dogLift: number
  /** Share of sleeping dogs in the lowest fifth. */
  readonly dogRecall: number
}

/** What domain specification 2.5 TR3 asks for. */
export const BOUNDS = { qiniShare: 0.6, policyShare: 0.7, dogLift: 2 } as const
const SHARE = 0.3

/** Judges rankings against the true expected effects: no noise but the model's own. @throws Error without customers */
export function judgeUplift(customers: readonly JudgedCustomer[]): UpliftVerdict {
  if (customers.length === 0) throw new Error('nobody to judge')
  const by = (value: (customer: JudgedCustomer) => number): JudgedCustomer[] => [...customers].sort((a, b) => value(b) - value(a))
  const top = (ranked: readonly JudgedCustomer[], share = SHARE): JudgedCustomer[] => ranked.slice(0, Math.max(1, Math.round(share * ranked.length)))
  const byEffect = by(({ effect }) => effect)
  const lists = {
    everyone: [...customers],
    organic: top(by(({ organic }) => organic)),
    response: top(by(({ response }) => response)),
    uplift: top(by(({ worth }) => worth)),
    oracle: top(by(({ truth }) => truth.tauYuan)),
    averse: top(by(({ effect }) => -effect), 0.15),
  }
  const told = Object.entries(lists).map(([list, members]) => listTruth(list as ListTruth['list'], members))
  const of = (list: ListTruth['list']): ListTruth => told.find((each) => each.list === list) as ListTruth
  const dogs = customers.filter(({ truth }) => truth.averse).length
  const dogsIn = (share: number): number => top([...byEffect].reverse(), share).filter(({ truth }) => truth.averse).length / Math.max(1, dogs)
  return {
    customers: customers.length,
    ...sharesOf(customers, (truth) => truth),
    asRun: sharesOf(customers, ({ asRun }) => asRun),
    lists: told,
    ordered: of('uplift').yuan > of('response').yuan && of('response').yuan > of('organic').yuan,
    reversed: isPlanted(customers) ? of('uplift').rawRate < Math.min(of('response').rawRate, of('organic').rawRate) : null,
    dogLift: dogsIn(0.1) / 0.1,
    dogRecall: dogsIn(0.2),
  }
}

/** Whether the list of the true worth shows a lower raw conversion than the lists of the true chances. */
function isPlanted(customers: readonly JudgedCustomer[]): boolean {
  const rate = (value: (truth: CustomerTruth) => number): number => {
    const ranked = [...customers].sort((a, b) => value(b.truth) - value(a.truth)).slice(0, Math.max(1, Math.round(SHARE * customers.length)))
    return ranked.reduce((sum, { truth }) => sum + truth.response, 0) / ranked.length
  }
  return rate(({ tauYuan }) => tauYuan) < Math.min(rate(({ organic }) => organic), rate(({ response }) => response))
}

function listTruth(list: ListTruth['list'], members: readonly JudgedCustomer[]): ListTruth {
  const mean = (value: (truth: CustomerTruth) => number): number => members.reduce((sum, { truth }) => sum + value(truth), 0) / members.length
  return { list, rawRate: mean(({ response }) => response), effect: mean(({ tau }) => tau), yuan: mean(({ tauYuan }) => tauYuan) }
}

/** Qini and worth of the best 30 %, as shares of what the truth itself would reach. */
function sharesOf(customers: readonly JudgedCustomer[], worthOf: (truth: CustomerTruth) => TrueWorth): { qiniShare: number; policyShare: number } {
  const by = (value: (customer: JudgedCustomer) => number): TrueWorth[] => [...customers].sort((a, b) => value(b) - value(a)).map(({ truth }) => worthOf(truth))
  const yuan = (ranked: readonly TrueWorth[]): number => ranked.slice(0, Math.max(1, Math.round(SHARE * ranked.length))).reduce((sum, { tauYuan }) => sum + tauYuan, 0)
  return {
    qiniShare: areaOver(by(({ effect }) => effect)) / areaOver(by(({ truth }) => worthOf(truth).tau)),
    policyShare: yuan(by(({ worth }) => worth)) / yuan(by(({ truth }) => worthOf(truth).tauYuan)),
  }
}

/** Area between the curve of true effects gathered down a ranking and its straight line. */
function areaOver(ranked: readonly TrueWorth[]): number {
  let [sum, area] = [0, 0]
  for (const { tau } of ranked) {
    area += sum + tau / 2
    sum += tau
  }
  return area / ranked.length - sum / 2
}

/** What of TR3 is missed, in words; empty when all holds. */
export function missed(verdict: UpliftVerdict): string[] {
  const found: string[] = []
  if (verdict.qiniShare < BOUNDS.qiniShare) found.push(`Qini ${(100 * verdict.qiniShare).toFixed(0)} % < ${100 * BOUNDS.qiniShare} %`)
  if (verdict.policyShare < BOUNDS.policyShare) found.push(`policy 名单 ${(100 * verdict.policyShare).toFixed(0)} % < ${100 * BOUNDS.policyShare} %`)
  if (!verdict.ordered) found.push('uplift > response > organic does not hold 三张名单的价值次序不成立')
  if (verdict.reversed === false) found.push('the uplift list does not show the lowest raw conversion 增益名单的原始转化不是最低')
  if (verdict.dogLift < BOUNDS.dogLift) found.push(`sleeping dogs 反感客户 ${verdict.dogLift.toFixed(2)}x < ${BOUNDS.dogLift}x`)
  return found
}
