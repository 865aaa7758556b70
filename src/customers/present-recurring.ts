import { maskCard } from '#privacy/contract'
import type { Person } from './actions/open-person.js'
import type { Amount } from './contract-amount.js'
import type { Recurring, RecurringFlow } from './contract-recurring.js'
import { toAmount, type AmountView } from './domain/amount.js'
import { maybeCodeName } from './domain/code-name.js'
import { shippedName } from './domain/code-names.js'
import { flowClasses, isMove, type FlowClass } from './domain/flow-class.js'
import { flowParameters, flowStates, perMonth, type RegularFlow } from './domain/recurring-flow.js'
import type { ProductRow } from './sql/holdings-queries.js'
import type { PaymentGroup } from './sql/recurring-query.js'

export interface FoundFlow {
  readonly group: PaymentGroup
  readonly flow: RegularFlow
}

/** Names of counterparties by their number: enterprises, and the product of a loan. */
export interface PartyNames {
  readonly enterprises: ReadonlyMap<string, string>
  readonly loans: ReadonlyMap<string, ProductRow>
}

const amountOf = (minor: number, view: AmountView): Amount => toAmount(minor, view) ?? { kind: 'band', from: null, to: null, ccy: view.ccy }

/** A repayment of a loan that is a mortgage, by its product. */
function classOf({ flow, party }: PaymentGroup, { loans }: PartyNames): FlowClass {
  return flow === 'loan' && loans.get(party)?.kind === 'MORTGAGE' ? 'mortgage' : flow
}

const HIDDEN = maskCard('')

/** The last four of a number; null of one too short to tell any of it. */
function lastFour(number: string): string | null {
  const masked = maskCard(number)
  return masked === HIDDEN ? null : masked
}

/** A counterparty: an enterprise or the product of a loan by name, any other by what it is and the last four of its number. */
function partyOf({ party, party_type, flow }: PaymentGroup, { enterprises, loans }: PartyNames): RecurringFlow['party'] {
  const kind = maybeCodeName('txn', 'cpty_type', party_type)
  const product = flow === 'loan' || flow === 'mortgage' ? loans.get(party) : undefined
  const zh = product?.name_zh ?? enterprises.get(party)
  return { kind, name: zh === undefined ? null : { zh, en: product?.name_en ?? zh }, number: lastFour(party) }
}

function presentFlow({ group, flow }: FoundFlow, part: number, names: PartyNames, view: AmountView): RecurringFlow {
  const { typical, low, high, ...rest } = flow
  return {
    ...rest,
    id: `${group.id}-${part}`,
    flow: classOf(group, names),
    direction: group.dir === 'C' ? 'in' : 'out',
    party: partyOf(group, names),
    type: maybeCodeName('txn', 'type', group.kind),
    mcc: group.mcc === '' ? null : { code: group.mcc, ...shippedName('mcc', group.mcc) },
    typical: amountOf(typical, view),
    low: amountOf(low, view),
    high: amountOf(high, view),
  }
}

/** In the order of the states, then of the classes, then the larger first. */
function byState(a: { readonly shown: RecurringFlow; readonly minor: number }, b: { readonly shown: RecurringFlow; readonly minor: number }): number {
  const stopped = (flow: RecurringFlow): number => Number(flow.state === 'stopped')
  return stopped(a.shown) - stopped(b.shown) || flowClasses.indexOf(a.shown.flow) - flowClasses.indexOf(b.shown.flow) || flowStates.indexOf(a.shown.state) - flowStates.indexOf(b.shown.state) || b.minor - a.minor
}

/** Regular flows as the asker may see them. */
export function presentRecurring(person: Pick<Person, 'asOf' | 'view'>, found: readonly FoundFlow[], { loaded, names }: { readonly loaded: boolean; readonly names: PartyNames }): Recurring {
  const { asOf, view } = person
  const { months, yearlyMonths, least, share, steady } = flowParameters
  const of = (dir: 'C' | 'D'): Amount => amountOf(perMonth(found.filter(({ group }) => group.dir === dir && !isMove(group.flow)).map(({ flow }) => flow)), view)
  const items = found.map((each, at) => ({ shown: presentFlow(each, found.slice(0, at).filter(({ group }) => group.id === each.group.id).length, names, view), minor: each.flow.typical }))
  return { asOf, loaded, months, yearlyMonths, least, share, steady, monthly: { in: of('C'), out: of('D') }, items: items.sort(byState).map(({ shown }) => shown) }
}
