import type { Translated } from '../../../ui/language/translated.js'
import type { words as zh } from './words-panel.zh.js'

export const words: Translated<typeof zh> = {
  tab: 'Pictures',
  issues: {
    title: 'Issues', help: 'Complaints and service tickets: the open ones, and those closed in the last {{days}} days.', source: 'Tables of complaints and service tickets; a ticket is open when neither solved nor solved by the bot', none: 'No complaint or ticket in the last {{days}} days, and none open.', open_one: '{{count}} open', open_other: '{{count}} open', allClosed: 'All closed',
    kind: { complaint: 'Complaint', ticket: 'Ticket' }, what: 'Kind', about: 'About', since: 'Since', state: 'State', channel: 'Channel', isOpen: 'Open', closed: 'Closed {{date}}', bot: 'Solved by the bot', severity: 'Severity {{n}}', more: 'The newest 50 only.', timeline: 'See them on the timeline', ok: 'Selling is not stopped.',
  },
  tags: {
    asOf: 'As of · refresh', stale: 'Stale', refresh: { stream: 'At once', daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly' }, grade: 'Grade', noGrade: 'None', unsure: 'A guess, of low confidence', fresh: 'A value is stale when older than one and a half times its refresh; a score is of the day of its run. Grades are of the newest evaluation of tags (A to D). Faint tags are stale, of grade D, or a guess.',
  },
  radar: { name: 'Where they stand', title: 'Compared with {{count}} customers you see', help: 'Of numeric tags, at most 8 that are furthest from the middle. 50 is the middle; further out is higher. Tags the customer objects to and guesses are left out.', formula: '(customers with less + half of those with as much) / customers with a value × 100', value: 'This customer', base: 'Middle = 50', measure: 'Measure', share: 'Rank', none: 'Fewer than three numeric tags to compare, or too few customers to see.' },
  cloud: { name: 'Tag cloud', title: 'What is unusual of this customer', help: 'The larger the word, the fewer customers have the same value.', formula: '1 / share of visible customers with the same value, 40 of them', weight: 'Rarity', tag: 'Tag', none: 'No tag to tell, or too few customers with the same value.', note: 'As of {{date}}, snapshot of tags' },
  change: {
    name: 'Change of assets', title: 'Assets from {{from}} to {{to}}', help: 'Every customer number of the person in your charge together.', formula: 'by flow: end = start + in − out + valuation and other; by class: end − start of each', source: 'Assets by month and transactions. Buying and selling our products, opening and drawing time deposits are no flow; interest is part of valuation and other.',
    by: 'View', flows: 'By flow', classes: 'By product class', inflow: 'In', outflow: 'Out', rest: 'Valuation and other', level: 'Assets', change: 'Change', class: { deposit: 'Deposits', wealth: 'Wealth products', fund: 'Funds', insurance: 'Insurance', gold: 'Gold', other: 'Other' },
    none: 'Fewer than two month ends of assets are loaded: there is no change to draw.', bands: 'You see bands of amounts: only both month ends are told.', months: 'Back', month_one: '{{count}} month', month_other: '{{count}} months', noFlows: 'No transactions are loaded: only classes can be told.',
  },
}
