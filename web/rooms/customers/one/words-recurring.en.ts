import type { Translated } from '../../../ui/language/translated.js'
import type { words as zh } from './words-recurring.zh.js'

export const words: Translated<typeof zh> = {
  title: 'Regular income and payments',
  help: 'Posted transactions with one counterparty for one purpose that come back in a rhythm. The last {{months}} months are looked at; for yearly ones the last {{yearlyMonths}}. The thresholds are the product’s own, nothing is trained. “In rhythm” is the share of gaps within the rhythm, “±” how far amounts lie off the typical one. Interest, fees, and what is paid to clinics, pharmacies and religious bodies are left out.',
  formula: 'at least {{least}} days with a payment (weekly: 4); the median gap, and at least {{share}} of the gaps, within one rhythm: week 5–9 days, month 26–35, quarter 85–97, year 351–380; where the purpose does not say that it comes back, also median(|amount − median amount|) / median amount ≤ {{steady}}',
  source: 'Transactions; merchant categories of ISO 18245; median absolute deviation: Hampel (1974)',
  dueHelp: 'The day kept to is the one nearest to all payments, a short month counting to its end; the next is due one period after it. After a grace of 2, 5, 10 or 15 days (week, month, quarter, year) it is overdue; when the one after that is missing too, it has stopped.',
  in: 'Regular income a month', inNote_one: '{{count}} that runs', inNote_other: '{{count}} that run', out: 'Regular payments a month', outNote_one: '{{count}} that runs', outNote_other: '{{count}} that run', late: 'Overdue or stopped', lateNote: 'of {{n}}', left: 'Left a month', leftNote: 'income less payments',
  monthlyHelp: 'Moves to or from the person’s accounts elsewhere, securities, wealth products and funds are neither income nor spending.', monthlyFormula: 'Σ typical amount × payments a month (week 4.35, month 1, quarter 1/3, year 1/12), without those that stopped',
  what: 'For and with', rhythm: 'Rhythm', amount: 'Typical amount', seen: 'Transactions', next: 'due {{date}}', state: 'State', see: 'Transactions of “{{name}}”',
  flow: {
    salary: 'Salary', pension: 'Pension', rent: 'Rent', mortgage: 'Mortgage', loan: 'Loan', card: 'Credit card', tuition: 'Tuition and child care', insurance: 'Insurance', utilities: 'Bills', securities: 'Securities transfers', investing: 'Wealth and fund plans', own: 'Own account elsewhere', person: 'With a person', other: 'Other',
  },
  direction: { in: 'in', out: 'out' },
  every: { week: 'Every {{day}}', month: 'Monthly, day {{day}}', monthEnd: 'Monthly, last day', quarter: 'Quarterly, day {{day}}', quarterEnd: 'Quarterly, last day', year: 'Yearly' },
  weekday: { monday: 'Monday', tuesday: 'Tuesday', wednesday: 'Wednesday', thursday: 'Thursday', friday: 'Friday', saturday: 'Saturday', sunday: 'Sunday' },
  found: '{{kept}} in rhythm · ±{{spread}}',
  times_one: '{{count}} time', times_other: '{{count}} times', newest: 'last {{date}}',
  onTime: 'On time', overdue_one: '{{count}} day overdue', overdue_other: '{{count}} days overdue', stopped: 'Stopped',
  stop: '. ', none: 'No regular income or payments', noneWhy: 'In the last {{months}} months nothing came back weekly, monthly, quarterly or yearly with one counterparty.', toTimeline: 'All transactions',
  noTxn: 'No transactions are loaded yet', noTxnWhy: 'Once transactions are loaded, salary, rent, mortgage, tuition and the like show here by themselves.',
}
