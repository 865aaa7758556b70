import type { Translated } from '../../ui/language/translated.js'
import type { words as zh } from './words.zh.js'

export const words: Translated<typeof zh> = {
  title: 'Events',
  purpose: 'Events sent live by web pages, apps and servers: how many came, repeated or were rejected, and whether they keep to the tracking plan.',
  tab: { overview: 'Overview', plan: 'Tracking plan', live: 'Live debugger', violations: 'Off plan', rejects: 'Rejects', keys: 'Write keys' },
  overview: {
    waiting: 'Waiting for the disk', ids: 'Message ids remembered', since: 'since {{at}}', perSecond: 'Events a second (last minute)', commit: 'Time to disk, p99', ms: '{{value}} ms', held: 'Unknown users', heldWhy: 'Their user ids belong to no customer yet; the events stay with the device and can be adopted when the customer is loaded.', adopt: 'Adopt', chart: 'Events received by hour', hour: 'Hour',
    what: { accepted: 'Accepted', duplicate: 'Repeated', rejected: 'Rejected', late: 'Late', corrected: 'Clock corrected', erased: 'Of erased people', 'unknown-user': 'Unknown user' },
    empty: { title: 'No event yet', why: 'Make a write key and give it to the SDK of the app or page: the first event shows here within seconds.', action: 'New write key' },
    days: 'Last {{count}} days', durable: 'An event is answered after it is on disk; a message id is stored once within {{days}} days.',
  },
  key: {
    name: 'Name', hint: 'Key', type: 'Protocol', types: { segment: 'Segment', sensors: 'Sensors Data', plain: 'Plain JSON' }, origins: 'Allowed web origins', originsHint: 'One a line, such as https://www.bank.com; server SDKs need none', limit: 'At most a second', noLimit: 'No limit', used: 'Last used', enabled: 'Enabled', disabled: 'Disabled', disable: 'Disable', enable: 'Enable', by: 'Created by', create: 'New write key', created: 'The key is shown this once; copy it now:', copy: 'Copy', copied: 'Copied', done: 'I have kept it', samples: 'How to connect', actions: 'Actions',
    disableTitle: 'Disable “{{name}}”?', disableWhy: 'SDKs that send with it get 401; what they send meanwhile is kept or dropped by themselves.', emptyTitle: 'No write key yet', emptyWhy: 'Give every sender its own key, so that one can be disabled alone.',
  },
  plan: {
    event: 'Event', name: 'Name', owner: 'Owner', status: 'Status', count: 'Last 7 days', last: 'Last seen', violations: 'Off plan', statuses: { seen: 'Fine', 'never-seen': 'Declared, never seen', 'not-declared': 'Seen, not declared', draft: 'Draft' }, adopt: 'Adopt into the plan', adopted: 'Saved as a draft: {{key}}; it counts once published', edit: 'Edit', search: 'Search events', actions: 'Actions',
    emptyTitle: 'Neither a tracking plan nor events', emptyWhy: 'Write a planned event, or load the starter plan with qunce apply examples/tracking-plan.yaml; events that are received can be adopted too.',
  },
  form: {
    new: 'New planned event', newNote: 'Write the event and its properties; once published, what is received is checked by it.', event: 'Event name', eventHint: 'Exactly as the SDK sends it, such as buy_click or $AppStart', taken: 'This event is declared by “{{key}}” already.',
    purposes: 'Purposes', purposesHint: 'What it is collected for; tags and segments that name it, or read its properties, cannot go beyond.', onViolation: 'Off the plan', onViolations: { keep: 'Keep and count', block: 'Reject' }, onViolationHint: { keep: 'The event is stored; what is wrong is counted by version under “Off plan”.', block: 'The event goes to the rejects and can be tried again after a fix.' },
    describeZh: 'Description in Chinese', describeEn: 'Description in English', props: 'Properties', propsHint: 'Properties of the SDK that begin with $ or _ need no entry; what is not declared is not checked. Once published, rules of tags and segments read them by their types, as fields of events; identifiers and objects they cannot.', prop: 'Property', type: 'Type', types: { text: 'Text', int: 'Whole number', number: 'Number', bool: 'Yes or no', time: 'Time', list: 'List', object: 'Object' }, required: 'Required', values: 'Allowed values', anyValue: 'Any', propZh: 'Chinese name', propEn: 'English name', addProp: 'Add a property', removeProp: 'Take this property away', repeated: 'This property is there twice.',
    seen: 'What is received', seenWaiting: 'Once the event has a name, what is received of it shows here.', neverSeen: 'Not received in the last 7 days.', fromSeen: 'Add properties that are received', seenTaken_one: 'Filled in from the last {{count}} event.', seenTaken_other: 'Filled in from the last {{count}} events.', watch: 'Watch live',
    effectKeep: 'Within seconds events are checked by it; those off the plan are stored and counted.', effectBlock: 'Within seconds events are checked by it; those off the plan are rejected.',
  },
  planned: {
    archivedStatus: 'Archived', about: 'About', notYet: 'Not published: rules do not know this event yet.', archived: 'Archived: what is received is not checked by it. Rules made before go on reading its properties; new ones cannot.', otherDraft: 'There is an unpublished draft; this is the version in force.',
    sentAs: 'Name as sent', zh: 'Chinese name', en: 'English name', meaning: 'Meaning', noMeaning: 'No description is written.', noPurposes: 'Not limited', noOwner: 'Not written', none: 'No property is declared.', rules: 'In rules', required: 'Required', optional: 'Optional', seen: 'Received in the last 7 days',
    asked: { property: 'Yes, read as: {{type}}', column: 'Yes, as the field {{field}} of events', identifier: 'No: a direct identifier, sealed when received', object: 'No: an object' },
    edit: 'Edit', versions: 'Versions', usage: 'Where it is used', usageNone: 'No tag, segment or model uses it yet.', names: 'Names the event', reads: 'Reads {{props}}', how: 'How', what: 'Name', kind: 'Kind',
    usageOthers: '{{count}} more use it that you may not read.', usageHint: 'Definitions that name the event, or name none and read its properties; drafts and versions in force both count.',
  },
  live: { pause: 'Pause', resume: 'Go on', at: 'Received', event: 'Event', who: 'Customer / device', key: 'Key', verdict: 'Verdict', filterEvent: 'Event name', filterKey: 'Write key', waiting: 'Waiting for new events …', waitingWhy: 'The newest events show here, personal data masked.', ok: 'On plan', detail: 'What the event says', close: 'Close', stored: 'Stored', duplicate: 'Repeated', rejected: 'Rejected' },
  violation: { event: 'Event', prop: 'Property', kind: 'Problem', lib: 'SDK version', count: 'Times', first: 'First', last: 'Last', samples: 'Samples', kinds: { 'unknown-event': 'The plan has no such event', 'missing-prop': 'A required property is missing', 'wrong-type': 'The property has the wrong type', 'not-listed': 'The value is not listed' }, emptyTitle: 'Everything is on plan', emptyWhy: 'Events with missing or mistyped properties, or not declared at all, are counted here by version.' },
  reject: { at: 'Received', code: 'Reason', lib: 'SDK version', key: 'Key', masked: 'Content, masked', csv: 'Download CSV', replay: 'Process again', replayWhy: 'Processes the rejects of the last {{days}} days again under the settings of today; what was taken already is not taken twice.', replayTitle: 'Process the rejected events again?', emptyTitle: 'No rejects', emptyWhy: 'Events that are malformed, too large or from an impossible time are kept here; the rest of their batch is not held up.' },
}
