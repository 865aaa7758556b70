import type { Translated } from '../../ui/language/translated.js'
import type { defineWords as zh } from './words-define.zh.js'

export const defineWords: Translated<typeof zh> = {
  define: {
    tab: 'Decisions and checked values', named: 'Name and what it is', edit: 'Change “{{name}}”', about: 'About', everybody: 'Worked out over all customers.', narrow: 'Only some customers', widen: 'All customers instead', few: 'too few to say', meet: 'customers meet it ({{asOf}})',
    archive: 'Archive “{{name}}”?', archiveWhat: 'It takes no more part in evaluations and cannot be referred to; one in use is not archived.', unreadable: 'This definition cannot be changed here', unreadableWhy: 'What is stored does not fit the present form: change it by a definition file.',
    decision: {
      list: 'Decisions', new: 'New decision', what: 'An outcome tags are to tell, such as leaving within 90 days. The tag is taken at the start of the window, and judged by how well it tells what comes after.', none: 'No decision yet: what tags tell cannot be measured.', effect: 'Once published, the next evaluation measures what every tag tells of it.', line: 'the outcome within {{days}} days',
      outcomeTitle: 'Outcome and window', outcome: 'Whom it happened to', outcomeHint: 'Judged at the end of the window. Look back no further than {{days}} days, or what came before the tag counts as its outcome.', window: 'Window', windowHint: 'Days from the tag to the outcome, 7 to 400', population: 'Whom it is about', populationHint: 'Judged on the day of the tag.',
    },
    'tag-label': {
      list: 'Checked values', new: 'New checked values', what: 'What customers said, were tested for or were found to be, to check how right a tag is: the share that agrees, of customers with such a value.', none: 'No checked values yet: how right tags are cannot be measured.', effect: 'Once published, the next evaluation measures how right the tag is.',
      title: 'Which tag, and what it should say', formula: 'Accuracy = customers that agree ÷ customers with a checked value, Wilson interval of 95%', tag: 'Tag that is checked', label: 'Checked value', labelHint: 'What the tag should say, such as an answer to a survey. Customers without one do not count.', within: 'Margin', withinHint: 'Numbers agree when they differ by no more than this share of the checked value.',
    },
    'mis-tag': {
      new: 'New check for mis-tags', what: 'A tag says what a customer is like here, not always what they are like. The evidence is weighed on customers whose holdings can be believed, then tells of those in doubt.', effect: 'Once published and run it tells the probability that the tag is wrong about each customer in doubt; it changes no tag.',
      doubt: 'Which tag is in doubt', doubted: 'Values in doubt', doubtedHint: 'Only customers with these values are checked', population: 'Who is checked', populationHint: 'Of the customers with a value in doubt.', learned: 'From whom, and by what evidence', believed: 'Customers who can be believed', believedHint: 'What they hold here tells what they are like; the evidence is weighed on them.', shows: 'Who shows the corrected value', showsHint: 'Of those who can be believed: yes for who meets this, no for the others.',
      evidenceHint: 'Each piece is a number of the customer; its weight is learned, and what tells nothing is left out. 20 at most.', piece: 'Evidence {{at}}', addEvidence: 'Add evidence', correctedTitle: 'What it is corrected to', code: 'Corrected value', threshold: 'Threshold', thresholdHint: 'Customers with this probability or more are corrected',
    },
  },
  mark: {
    title: 'Values people set', at: 'At', customer: 'Customer', value: 'Value', off: 'taken off', until: 'Until', reason: 'Reason', by: 'Set by', fromFile: '(file)', emptyTitle: 'Nothing was set yet', emptyWhy: 'Set values one by one on a customer’s Tags tab, or take a file in here.',
    file: 'Take a file in', fileWhat: 'A line each: customer number, value (code or name, may be empty), last day (may be empty). Customers in your charge only, once each.', choose: 'Choose a file', fallback: 'Value of lines without one', reasonLong: 'Reason (at least 4 characters)', take: 'Take in', close: 'Done',
    done: '{{lines}} lines: set on {{marked}} customers, {{rejected}} lines not taken.', fault: 'Line {{line}}: {{why}}', faults: { no_customer: 'no such customer in your charge', twice: 'the customer a second time', value: 'a value that is not allowed', until: 'the last day is no day, or past' },
  },
  drill: { choose: 'Choose a value', segment: 'Segment from this value', customers: 'See the customers', noList: 'Customers are not listed by a range or a set: make a segment.' },
  archived: { open: 'Archived', title: 'Archived tags', none: 'No tag is archived.', what: 'Brought back, it is published as its next version as it was, and enters the snapshot with the next rebuild.', whoMay: 'Bringing one back takes the right to apply definition files: ask somebody who has it.', restore: 'Bring back' },
  filter: { freshness: 'Freshness', stale: 'Older than its refresh', fresh: 'Fresh', ungraded: 'Not graded', noOwner: 'Nobody', state: 'State', draft: 'With a draft', published: 'Published', file: 'Export the catalogue' },
}
