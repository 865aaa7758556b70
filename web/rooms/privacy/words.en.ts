import type { Translated } from '../../ui/language/translated.js'
import type { words as zh } from './words.zh.js'

export const words: Translated<typeof zh> = {
  title: 'Privacy and consent',
  purpose: 'Why data are used, what customers agreed to, who saw clear values, who asked to be erased.',
  tab: { purposes: 'Purposes', consents: 'Consents', classes: 'Classification', unmask: 'Clear values', requests: 'Erasure and restriction', objections: 'Objections to tags', keys: 'Keys', policy: 'Policy' },
  audit: 'Audit log',
  save: 'Save',
  edit: 'Edit',
  at: 'Time',
  by: 'By',
  customer: 'Customer number',
  reason: 'Reason',
  required: 'Please fill in',
  basis: { contract: 'Contract', consent: 'Consent', 'legal-duty': 'Legal duty', public: 'Published information' },
  basisHelp: 'Personal information is processed on a legal basis: a contract with the person, their consent, a legal duty, or reasonable use of what is already public.',
  basisSource: 'Personal Information Protection Law, article 13',
  after: { relationship: 'after the relationship ends', consent: 'after consent is withdrawn', collection: 'after collection' },
  retention: '{{years}} years {{after}}',
  list: {
    name: 'Purpose', code: 'Code', basis: 'Legal basis', separate: 'Separate consent', sensitive: 'Sensitive', retention: 'Kept for', notice: 'Newest notice', uses: 'Used by', source: 'Sources {{n}}', tag: 'Tags {{n}}', segment: 'Segments {{n}}', strategy: 'Strategies {{n}}', none: 'Not used yet',
    yes: 'Needed', add: 'Add a purpose', emptyTitle: 'No purposes', emptyWhy: 'Sources, tags, segments and strategies all say why they use data.', search: 'Search name or code',
  },
  one: {
    parent: 'Purposes', about: 'About', notices: 'Notices', versions: 'Versions', noticeVersion: 'Notice {{version}}', current: 'In force', separateYes: 'Consent must be given for it alone', sensitiveYes: 'Concerns sensitive personal information',
    title: 'Edit the purpose', new: 'Add a purpose', key: 'Key', keyHint: 'Small letters, digits and hyphens; cannot be changed once published', zh: 'Name in Chinese', en: 'Name in English', describeZh: 'Description in Chinese', describeEn: 'Description in English', years: 'Years kept', from: 'Counted',
    separate: 'Consent must be given for it alone, apart from any other', sensitive: 'Concerns sensitive personal information', version: 'Version', noticeZh: 'Notice in Chinese', noticeEn: 'Notice in English', addNotice: 'Add a notice version', publish: 'Publish a new version', note: 'What changed', done: 'Published',
    noticeHint: 'Do not rewrite a notice customers have seen: add a version.',
  },
  consent: {
    table: 'What customers said last', granted: 'Agreed', refused: 'Refused', rate: 'Consent rate', channel: 'Channel', everyChannel: 'Every channel', trend: 'New statements each month: {{purpose}}', month: 'Month', total: 'Total', hidden: 'Too few customers to show',
    help: 'Counts what customers said last for each purpose and channel; those who said nothing do not count. Numbers below your smallest cell are hidden.', formula: 'consent rate = agreed ÷ (agreed + refused)', source: 'Personal Information Protection Law, articles 14–16',
    record: 'Record a statement', open: 'Open the customer', find: 'Look up', emptyTitle: 'No consents yet', emptyWhy: 'What customers say in the app, at a branch or to their manager appears here; consents the bank already has can be loaded.',
    purpose: 'Purpose', said: 'The customer', yes: 'Agrees', no: 'Withdraws', separate: 'Consent was given for it alone', notice: 'Notice version', evidence: 'Evidence', evidenceHint: 'Such as a recording, signed form or screenshot number', way: 'Way', ways: { RM: 'Recorded by staff', CUSTOMER: 'Said by the customer in the app' }, needEvidence: 'Agreement needs evidence', effect: 'Counts at once: the gate and every hand-over see it.', done: 'Recorded', never: 'Said nothing', state: 'Now', custHint: 'The full customer number', atOnce: 'Once recorded, lists leave out customers who withdrew and open tasks are put aside.',
  },
  class: {
    sampleName: 'Ouyang Ceshi', sampleAddress: '1 Some Road, Some City',
    table: 'Table', column: 'Column', name: 'Name', class: 'Class', level: 'Security level', nature: 'Nature', identifier: 'Identifier', amount: 'Amount', sensitive: 'Sensitive', others: 'Others see', overridden: 'Changed', search: 'Search table or column',
    disclosure: { clear: 'Clear', masked: 'Masked', banded: 'Banded', hidden: 'Hidden' }, onlooker: { inReach: 'Anybody in reach', owner: "The customer's manager", ownerConsent: 'The manager, with separate consent', unmasked: 'After unmasking with a purpose' }, who: 'Who looks', sees: 'Sees', example: 'Example',
    change: 'Change the class', why: 'Why', reset: 'Back to default', resetTitle: 'Reset the class of {{column}}?', resetWhat: 'Class, level and nature go back to the default of the column; audited.', byWhom: 'Changed by {{name}}: {{why}}', save: 'Save the class', emptyTitle: 'No column fits', emptyWhy: 'Try another word or clear the filters.', onlyOver: 'Changed only', onlyOverYes: 'Changed', default: 'Default', audited: 'The change is audited and takes effect on every screen at once.',
    help: 'C3 authentication data (never taken in), C2 data that identify a person, C1 inside information; level 1 to 5 by whom and how much a leak would hurt.', source: 'JR/T 0171-2020, JR/T 0197-2020',
  },
  unmask: {
    quota: 'Clear values today', quotaNote: '{{day}}, {{limit}} a person a day', left: '{{left}} left', log: 'Who saw what', fields: 'Fields', purpose: 'Purpose', reason: 'Reason', count: 'Time of the day', who: 'Person', object: 'Customer (hashed)', noAudit: 'The record is read by people who may read the audit log.', noUnmask: 'You may not see clear values.', emptyTitle: 'Nobody saw clear values', emptyWhy: "Clear values are shown with a purpose on a customer's identity tab; each time is recorded here.", fullLog: 'Whole audit log',
    help: "Seeing a customer's clear values takes a purpose, a reason and one of the day's times; it is recorded before anything is shown.", source: 'Personal Information Protection Law, article 51',
    field: { name: 'Name', mobile: 'Mobile', id_no: 'Identity number', email: 'E-mail', address: 'Address' },
  },
  request: {
    add: 'New request', kind: 'Request', kinds: { ERASE: 'Erase', RESTRICT: 'Restrict', LIFT: 'Lift the restriction' }, status: 'Status', statuses: { OPEN: 'To be confirmed', CONFIRMED: 'Being done', DONE: 'Done', REFUSED: 'Refused' }, outcome: 'Outcome', outcomes: { ERASED: 'Erased', RESTRICTED: 'Restricted', LIFTED: 'Lifted' }, requested: 'Asked', decided: 'Decided', actions: 'Actions',
    confirm: 'Confirm', refuse: 'Refuse', confirmTitle: '{{kind}}: customer {{customer}}?', refuseTitle: 'Refuse this request?', note: 'Note', otherPerson: 'Somebody else must confirm', numbers: 'The person has {{n}} customer numbers, all of them covered: {{numbers}}', certificate: 'Certificate', certificateTitle: 'Certificate', removed: 'Rows removed', kept: 'Rows kept by law', rows: 'Rows', table: 'Table', why: 'Why', until: 'Kept until', retained: 'Restricted by law instead of erased', download: 'Download the certificate', printed: 'Issued', nothing: 'None',
    effect: { ERASE: "Every use stops, then the customer's rows are removed from every table that has customers; what the law keeps is restricted. This cannot be undone.", RESTRICT: 'Data are stored only: no list, no contact. It can be lifted later.', LIFT: "The customer's data are used again." },
    twoPeople: 'One person asks, another confirms.', emptyTitle: 'No requests', emptyWhy: 'When a customer asks that their data be erased or restricted, it is recorded here.', done: 'Recorded; another person must confirm', create: 'Ask', job: 'Open the job',
    help: 'Erasing, restricting and lifting are asked by one person and confirmed by another; with open accounts or within the legal years an erasure restricts.', source: 'Personal Information Protection Law, article 47; Anti-Money-Laundering Law, article 34',
  },
  objection: {
    tag: 'Tag', all: 'All tags about interests, of intent and by models', channel: 'By way of', channels: { COUNTER: 'Branch counter', PHONE: 'Telephone', APP: 'Mobile bank', RM: 'Relationship manager', WRITTEN: 'In writing' },
    about: 'Objections that stand. They are recorded and taken back on the customer\'s page, under My tags.', emptyTitle: 'No customer objects to a tag', emptyWhy: 'When a customer asks that a tag about them is not used, it is recorded on their page under My tags and listed here.', filter: 'Key of a tag',
  },
  key: {
    id: 'Key', fingerprint: 'Fingerprint', made: 'Made', age: 'Age in days', sealed: 'Rows sealed', state: 'State', active: 'In use', old: 'Replaced', unused: 'May be retired', rotate: 'Rotate keys', rotateTitle: 'Make a new key and seal everything anew?', rotateWhat: 'Makes a new key and seals {{rows}} rows of old keys anew in batches. It may be stopped and resumed; old keys stay until they are retired.', retire: 'Retire', retireTitle: 'Retire key {{id}}?', retireWhat: 'Old backups sealed with this key can no longer be read. This cannot be undone.', actions: 'Actions', place: 'Where', rows: 'Rows', file: 'Keys are kept in the key file of the data directory.', config: 'Keys come from the configuration: add the new key there first, then seal anew.', total: 'Values sealed', help: 'Customer identifiers are sealed value by value with AES-256-GCM. After a rotation new values use the new key and old ones are sealed anew in batches.', source: 'NIST SP 800-57, section 5.3', emptyTitle: 'No keys', emptyWhy: 'The first key is made at the start.',
  },
  policy: {
    unmask: 'Times a person may see clear values on one day', require: 'A source must name a purpose before it is published', years: 'Years identity and transaction data are kept by law', yearsHint: 'Counted from the end of the relationship or the transaction', version: 'Version {{version}}', done: 'Policy saved', confirm: 'Save the policy', title: 'Save the privacy policy?', what: 'It applies to everybody at once and is audited.', source: 'Anti-Money-Laundering Law, article 34: at least ten years',
  },
}
