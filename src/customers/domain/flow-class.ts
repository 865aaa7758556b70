/** What a regular payment is for. */
export const flowClasses = ['salary', 'pension', 'rent', 'mortgage', 'loan', 'card', 'tuition', 'insurance', 'utilities', 'securities', 'investing', 'own', 'person', 'other'] as const
export type FlowClass = (typeof flowClasses)[number]

/** Transactions of a class: all that is named holds, one of each list. */
export interface FlowRule {
  readonly flow: FlowClass
  readonly dir?: 'C' | 'D'
  readonly types?: readonly string[]
  readonly memos?: readonly string[]
  readonly mccs?: readonly string[]
  readonly parties?: readonly string[]
}

/** Schools, colleges, courses and child care (ISO 18245, as GB/T 20548 has it). */
export const tuitionMccs = ['8211', '8220', '8241', '8244', '8249', '8299', '8351'] as const

/**
 * Rules in order, the first that fits decides: what the bank calls the transaction or its memo, then the category of the
 * merchant (ISO 18245), then who the counterparty is (domain specification 2.1, `txn`).
 */
export const flowRules: readonly FlowRule[] = [
  { flow: 'salary', dir: 'C', types: ['SALARY'] },
  { flow: 'salary', dir: 'C', memos: ['PAYROLL', 'SALARY', 'BONUS'] },
  { flow: 'pension', dir: 'C', types: ['PENSION'] },
  { flow: 'pension', dir: 'C', memos: ['PENSION'] },
  { flow: 'mortgage', dir: 'D', memos: ['MORTGAGE'] },
  { flow: 'loan', dir: 'D', types: ['LOAN_REPAY'] },
  { flow: 'card', dir: 'D', memos: ['CARD_REPAY'] },
  { flow: 'rent', memos: ['RENT'] },
  { flow: 'rent', dir: 'D', mccs: ['6513'] },
  { flow: 'tuition', dir: 'D', memos: ['TUITION'] },
  { flow: 'tuition', dir: 'D', mccs: tuitionMccs },
  { flow: 'insurance', types: ['INSURANCE'] },
  { flow: 'insurance', memos: ['INSURANCE'] },
  { flow: 'insurance', mccs: ['5960', '6300'] },
  { flow: 'securities', types: ['BANK_SEC'] },
  { flow: 'securities', parties: ['SECURITIES'] },
  { flow: 'securities', mccs: ['6211'] },
  { flow: 'investing', types: ['FUND_BUY', 'FUND_REDEEM', 'WEALTH_BUY', 'WEALTH_REDEEM'] },
  { flow: 'investing', memos: ['TIME_OPEN', 'TIME_CLOSE', 'GOLD'] },
  { flow: 'investing', parties: ['FUND_PLATFORM'] },
  { flow: 'utilities', dir: 'D', types: ['BILL'] },
  { flow: 'utilities', dir: 'D', memos: ['UTILITY'] },
  { flow: 'utilities', dir: 'D', mccs: ['4814', '4899', '4900'] },
  { flow: 'own', parties: ['SELF_OTHER_BANK'] },
  { flow: 'person', parties: ['PERSON'] },
]

/**
 * Doctors, dentists, hospitals, laboratories, pharmacies and religious bodies (ISO 18245): what somebody pays them regularly
 * would tell of health or belief, sensitive personal information (PIPL 28), and is no flow.
 */
export const untoldMccs = ['5122', '5912', '8011', '8021', '8031', '8041', '8042', '8043', '8049', '8050', '8062', '8071', '8099', '8661'] as const

const NAMED: ReadonlySet<FlowClass> = new Set<FlowClass>(['salary', 'pension', 'rent', 'mortgage', 'loan', 'card', 'tuition', 'insurance', 'utilities'])

const MOVES: ReadonlySet<FlowClass> = new Set<FlowClass>(['own', 'securities', 'investing'])

/** Whether money only goes to or comes from what the person has elsewhere: neither income nor spending. */
export const isMove = (flow: FlowClass): boolean => MOVES.has(flow)

/** What the bank itself books: no payment of anybody. */
export const bookedTypes = ['INTEREST', 'FEE'] as const

/** Whether the class itself says that it comes back: then rhythm is enough, and amounts may vary. */
export const comesBack = (flow: FlowClass): boolean => NAMED.has(flow)
