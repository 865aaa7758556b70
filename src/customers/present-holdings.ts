import { daysBetween } from '#kernel/calendar'
import { maskCard } from '#privacy/contract'
import type { Person } from './actions/open-person.js'
import { assetKinds, type AssetKind, type Holdings } from './contract.js'
import { toAmount, type AmountView } from './domain/amount.js'
import { maybeCodeName } from './domain/code-name.js'
import type { MonthRow } from './sql/assets-query.js'
import type { AccountRow, LoanRow, PositionRow, ProductRow } from './sql/holdings-queries.js'

interface Found {
  readonly months: readonly MonthRow[]
  readonly accounts: readonly AccountRow[]
  readonly balances: readonly { account: string; minor: string; at: string }[]
  readonly positions: readonly PositionRow[]
  readonly loans: readonly LoanRow[]
  readonly instalments: readonly { loan: string; dpd: string | null; next_due: string | null }[]
  readonly products: ReadonlyMap<string, ProductRow>
}

/** Holdings as people see them: account numbers by their last four, amounts as the asker may see them. */
export function presentHoldings(person: Pick<Person, 'asOf' | 'view'>, found: Found): Holdings {
  const { asOf, view } = person
  const balances = new Map(found.balances.map((row) => [row.account, row]))
  const instalments = new Map(found.instalments.map((row) => [row.loan, row]))
  return {
    asOf,
    months: found.months.map((row) => presentMonth(row, view)),
    accounts: found.accounts.map((row) => presentAccount(row, found.products, balances.get(row.account), view)),
    positions: found.positions.map((row) => presentPosition(row, found.products, asOf, view)),
    loans: found.loans.map((row) => presentLoan(row, found.products, instalments.get(row.loan), view)),
  }
}

function presentMonth(row: MonthRow, view: AmountView): Holdings['months'][number] {
  const parts = assetKinds.flatMap((kind: AssetKind, at) => {
    const amount = toAmount(row.parts[at] ?? null, view)
    return amount === null ? [] : [{ kind, amount }]
  })
  return { month: row.month_end, total: toAmount(row.total, view), debt: toAmount(row.debt, view), parts }
}

function presentAccount(row: AccountRow, products: Found['products'], balance: { minor: string; at: string } | undefined, view: AmountView): Holdings['accounts'][number] {
  return {
    account: maskCard(row.account),
    custId: row.cust_id,
    type: row.kind,
    product: presentProduct(row.product, products),
    openDate: row.opened,
    closeDate: row.closed,
    status: row.state,
    balance: toAmount(balance?.minor, view),
    balanceAt: balance === undefined ? null : `${balance.at.replace(' ', 'T')}Z`,
  }
}

function presentPosition(row: PositionRow, products: Found['products'], asOf: string, view: AmountView): Holdings['positions'][number] {
  return {
    position: row.position,
    custId: row.cust_id,
    product: presentProduct(row.product, products) ?? { id: '', zh: '', en: '', category: null },
    openDate: row.opened,
    maturityDate: row.matures,
    daysLeft: row.matures === null ? null : daysBetween(asOf, row.matures),
    principal: toAmount(row.minor, view),
    status: maybeCodeName('position', 'status', row.state),
  }
}

function presentLoan(row: LoanRow, products: Found['products'], instalment: { dpd: string | null; next_due: string | null } | undefined, view: AmountView): Holdings['loans'][number] {
  return {
    loan: maskCard(row.loan),
    custId: row.cust_id,
    product: presentProduct(row.product, products),
    principal: toAmount(row.minor, view),
    rateBp: row.rate,
    startDate: row.started,
    endDate: row.ends,
    status: row.state,
    daysPastDue: instalment?.dpd === null || instalment === undefined ? null : Number(instalment.dpd),
    nextDue: instalment?.next_due ?? null,
  }
}

function presentProduct(id: string | null, products: Found['products']): Holdings['accounts'][number]['product'] {
  if (id === null || id === '') return null
  const found = products.get(id)
  const zh = found?.name_zh ?? id
  return { id, zh, en: found?.name_en ?? zh, category: maybeCodeName('product', 'category', found?.kind ?? null) }
}
