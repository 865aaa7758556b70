import type { Translated } from '../../ui/language/translated.js'
import type { words as zh } from './words.zh.js'

export const words: Translated<typeof zh> = {
  search: {
    title: 'Find a customer',
    about: 'By customer number, name, mobile, identity number or e-mail. You see the customers in your charge only.',
    by: 'Find by',
    text: 'What to find',
    placeholder: 'Customer number, name, mobile, identity number, e-mail',
    purpose: 'Purpose of the search (recorded)',
    find: 'Find',
    findAudited: 'Find and record',
    keyFind: 'find or open',
    keyDown: 'to the results',
    kind: { custId: 'Customer number', name: 'Name', mobile: 'Mobile', idNo: 'Identity number', email: 'E-mail' },
    recent: 'Opened lately',
    rm: 'Relationship manager',
    status: 'Status',
    statuses: { ACTIVE: 'Active', CLOSED: 'Closed', FROZEN: 'Frozen' },
    segment: 'Segment',
    total_one: '{{shown}} customer as of {{date}}',
    total_other: '{{shown}} customers as of {{date}}',
    direct: 'Find by a personal identifier',
    directWhy: 'Say why and press Enter. Only the very same identifier is found. Who searched, when and why is recorded; the identifier itself is neither recorded nor put into an address.',
    none: 'No customer found',
    noneWhy: 'No customer in your charge fits. Check the number or take filters away.',
    noneDirect: 'No customer in your charge has this identifier. Check that it is complete.',
  },
  column: {
    custId: 'Customer', name: 'Name', gender: 'Sex', age: 'Age', org: 'Main org', rm: 'Manager', noRm: 'No manager', assets: 'Assets', lastActivity: 'Last activity', opened: 'Opened', status: 'Status',
    kyc: 'Identity: {{state}}',
  },
  band: {
    below: 'below {{to}}', above: '{{from}} and more', between: '{{from}} – {{to}}',
    why: 'Exact amounts are for the main organisation and the manager of the customer; others see the band (masking rules).',
  },
  header: { age_one: '{{count}} year old', age_other: '{{count}} years old', rm: 'manager {{rm}}', number: 'Customer {{custId}}' },
  flag: {
    restricted: 'Kept by law only, not for marketing', erased: 'Identifiers erased', deceased: 'Deceased', minor: 'Minor', doNotContact: 'Do not contact', noConsent: 'No marketing consent', consentUnknown: 'Marketing consent not asked',
    kyc: { EXPIRED: 'Identity document expired', EXPIRING: 'Identity document expires soon' }, riskExpired: 'Risk rating expired', staff: 'Staff',
  },
  tab: { overview: 'Overview', holdings: 'Accounts and holdings', timeline: 'Timeline', identity: 'Identity', consent: 'Consent and preferences', tags: 'Tags' },
  tile: {
    assets: 'Assets', on: 'on {{date}}', noAssets: 'no assets loaded yet', exact: 'All customer numbers of the person in your charge together.', assetsSource: 'the newest day of assets by day or by month',
    debt: 'Debt', debtNote: 'at the last month end', products: 'Products held', productsNote: 'different ones, in force on the date', productsFormula: 'distinct product ids of open accounts ∪ positions held ∪ loans running',
    risk: 'Risk rating', noRisk: 'not rated', riskUntil: 'valid to {{date}}', riskExpired: 'expired on {{date}}; rate again', activity: 'Last activity', activityNote: 'transaction or app',
  },
  kyc: {
    title: 'Completeness of identity data', formula: 'required fields filled ÷ required fields', source: 'Order No. 2 [2007] of the People\'s Bank of China and others, article 33; the bank model has no nationality, so eight', of: '{{filled}} of {{required}}',
    until: 'document valid to {{date}}', complete: 'Every required field is filled.', missing: 'Missing: {{fields}}', comma: ', ',
  },
  person: {
    title: 'Person', org: 'Main org', rm: 'Manager', opened: 'Opened', channel: 'Opened through', occupation: 'Occupation', education: 'Education', marital: 'Marital status', income: 'Income band', city: 'City',
    others: 'Other customer numbers of the same person:', hidden_one: 'The person has {{count}} more customer number outside your charge; nothing of it is on this page.', hidden_other: 'The person has {{count}} more customer numbers outside your charge; nothing of them is on this page.',
  },
  assets: {
    title: 'Assets at month end by kind, {{from}} to {{to}}', note: 'Balances at month end; all customer numbers of the person in your charge together.', bands: 'Assets at month end (bands)', none: 'No assets by month loaded yet.', month: 'Month', span: '{{from}} to {{to}}', total: 'Total assets',
    kind: { deposit: 'Deposits', wealth: 'Wealth products', fund: 'Funds', insurance: 'Insurance', gold: 'Gold', rest: 'Other' },
  },
  holdings: {
    accounts_one: '{{count}} account', accounts_other: '{{count}} accounts', noAccounts: 'No accounts.', account: 'Account', product: 'Product', balance: 'Balance', balanceAt: 'Balance as of', opened: 'Opened', state: 'Status', open: 'Open', closedOn: 'closed {{date}}',
    positions_one: '{{count}} holding and maturity', positions_other: '{{count}} holdings and maturities', noPositions: 'No products held.', category: 'Category', principal: 'Principal', matures: 'Matures', inDays_one: 'in {{count}} day', inDays_other: 'in {{count}} days',
    loans_one: '{{count}} loan', loans_other: '{{count}} loans', noLoans: 'No loans.', loan: 'Loan', rate: 'Rate a year', term: 'Term', nextDue: 'Next due', overdue_one: '{{count}} day past due', overdue_other: '{{count}} days past due',
    empty: 'No holdings', emptyWhy: 'No accounts, positions, loans or monthly assets of this customer have been loaded. Then balances, maturities and assets over time are here.',
  },
  recent: { title: 'What happened last', all: 'Whole timeline' },
  timeline: {
    kind: { txn: 'Transaction', session: 'App', touch: 'Touch', complaint: 'Complaint', ticket: 'Ticket', survey: 'Survey', consent: 'Consent', product: 'Product', rating: 'Rating', contact: 'WeCom', benefit: 'Benefit', identity: 'Identity' },
    group: { all: 'All', money: 'Money and products', contact: 'Contact and service', online: 'Online' },
    kinds: 'Choose kinds', direction: { in: 'in', out: 'out' }, older: 'Earlier', end: 'The timeline begins here.',
    empty: 'Nothing recorded', emptyWhy: 'No transactions, behaviour, touches or service of this customer have been loaded yet.', emptyKinds: 'Nothing of the kinds chosen; choose others.',
  },
  identity: {
    numbers: 'Customer numbers', identifiers: 'Identifiers on file', noIdentifiers: 'No name, mobile, identity number, e-mail or address on file.', field: 'Identifier', masked: 'Masked',
    fields: { name: 'Name', mobile: 'Mobile', id_no: 'Identity number', email: 'E-mail', address: 'Address' },
    links: 'Linked identifiers', noLinks: 'No devices, WeChat accounts or cards are linked.', kind: 'Kind', count: 'How many', verified: 'Verified', lastSeen: 'Last seen',
    history: 'Merges and splits', noHistory: 'Never merged or split.', what: 'Change', with: 'Customer numbers', hidden_one: 'and {{count}} outside your charge', hidden_other: 'and {{count}} outside your charge', by: 'By', note: 'Note', at: 'When', open: 'See or undo at the identity desk',
    change: { link: 'linked to one person', merge: 'merged to one person', split: 'split', undo: 'undone' },
  },
  unmask: {
    open: 'Show in clear…', title: 'Show in clear', about: 'Needs a purpose and a reason, counts against the day\'s quota and is recorded.', quota: 'Used {{used}} of {{limit}} today, {{left}} left. Each time is recorded.', fields: 'What to show', needFields: 'Choose at least one', purpose: 'Purpose',
    reason: 'Reason', needReason: 'Say why, in at least 4 characters', reasonExample: 'e.g. the customer changes their mobile number at the counter', show: 'Show and record',
  },
  consent: {
    state: { restricted: 'Data of this customer are kept by law only; any other use, marketing and profiling among them, is not allowed.', erased: 'The identifiers of this customer have been erased as asked.' },
    states: 'Consent by purpose', purpose: 'Purpose', all: 'Every channel', channels: 'By channel', noChannels: 'nothing apart', record: 'Record', never: 'never asked', yes: 'agreed', no: 'not agreed',
    history_one: '{{count}} statement', history_other: '{{count}} statements', noHistory: 'The customer has neither agreed to nor refused any purpose.', at: 'When', channel: 'Channel', everyChannel: 'Every channel', said: 'Said', separate: 'separately', notice: 'Notice', evidence: 'Evidence', way: 'How',
    ways: { CUSTOMER: 'The customer', RM: 'Manager', IMPORT: 'Import', API: 'API' }, channelName: { SMS: 'SMS', EMAIL: 'E-mail', PHONE: 'Phone', PUSH: 'Push', WECOM: 'WeCom' },
    agree: 'Record consent', withdraw: 'Record withdrawal', agreeTitle: 'Record that the customer agreed', withdrawTitle: 'Record that the customer withdrew', agreeWhat: 'The customer agrees to the use of their data for “{{purpose}}”. In force at once.', withdrawWhat: 'The customer withdraws their consent to “{{purpose}}”. In force at once; messages not sent yet will not be.',
    evidenceNeeded: 'Evidence (needed)', evidenceExample: 'e.g. number of the recording or signed form',
  },
  preference: {
    title: 'Contact preferences', dnc: 'Do not contact', contact: 'May be contacted', off: 'Not by: {{channels}}', quiet: 'Quiet from {{from}} to {{to}}', personalisedOff: 'Personalisation off', prefers: 'Prefers {{channel}}', lang: 'Language {{lang}}', elder: 'Elder mode', edit: 'Change preferences', save: 'Save preferences', cancel: 'Cancel',
    dncField: 'Do not contact', personalisedField: 'Switch personalised offers off', offField: 'Channels not to use', quietField: 'Quiet hours', from: 'From', to: 'To', prefersField: 'Preferred channel', reason: 'Why it changes', needReason: 'Say why, in at least 4 characters', reasonExample: 'e.g. the customer called', last: 'Last changed by {{by}}: {{reason}}',
  },
  tags: {
    empty: 'No tags yet', emptyWhy: 'Tags have not been computed, or this customer was not in the data then. They are here by facet once computed.', asOf_one: '{{count}} tag as of {{date}}', asOf_other: '{{count}} tags as of {{date}}', facetName: 'Facet', tag: 'Tag', value: 'Value', class: 'Class', yes: 'Yes', no: 'No',
    facet: { attribute: 'Attributes', social: 'Social', interest: 'Interests', value: 'Value', risk: 'Risk', marketing: 'Marketing' },
    segments: 'Segments', noSegments: 'In no segment with a snapshot.', segment: 'Segment', snapshot: 'Snapshot of',
  },
  rail: { load: '{{date}} · {{rows}} rows', list: 'List' },
  notFound: { title: 'Customer {{custId}} was not found', why: 'There is no such customer, or they are outside what you may see. Check the number, or ask the customer\'s main organisation.', back: 'Back to the search' },
}
