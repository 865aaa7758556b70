import type { Translated } from '../../ui/language/translated.js'
import type { evaluationWords as zh } from './words-evaluation.zh.js'

export const evaluationWords: Translated<typeof zh> = {
  evaluation: {
    title: 'Tag evaluation',
    purpose: 'Every tag is graded A to D on coverage, freshness, stability, its data, what it tells, accuracy, conflict, redundancy, use and worth; a D opens an improvement ticket.',
    run: 'Evaluate tags',
    runHint: 'Evaluates every tag of the newest snapshot, against what it was when the windows of the decisions began',
    tab: { grades: 'Grades', faults: 'Data faults', alike: 'Alike tags', distil: 'Shortlist', tickets: 'Tickets', evaluation: 'Evaluation' },
    none: 'The tags have not been evaluated yet',
    noneWhy: 'Rebuild the tags, then evaluate them; what each tells is measured for the registered decisions.',
    noneOfTag: 'This tag has no evaluation yet: evaluate the tags once it is in a snapshot.',
    open: 'The evaluation of all tags',
    line: 'Snapshot of {{asOf}} against {{before}}; {{customers}} customers, evaluated {{ranAt}}.',
    grade: 'Grade', tag: 'Tag', because: 'Because', coverage: 'Coverage', psi: 'Stability PSI', iv: 'Highest IV', best: 'Decision it tells most of', users: 'Used by', alike: 'Alike tags', ticket: 'Ticket',
    facet: 'Facet', search: 'Name or key of a tag', noMatch: 'No tag matches', noMatchWhy: 'Choose another grade or word.',
    measure: 'Measure', value: 'Value', why: 'Says', mandatory: 'mandatory', history: 'Grades before', noReason: 'Every measure is met',
    measures: {
      coverage: 'Coverage', freshness: 'Freshness', stability: 'Stability', inputs: 'Its data', unit: 'Unit', discrimination: 'What it tells', accuracy: 'Accuracy', conflict: 'Conflict', redundancy: 'Redundancy', usage: 'Use', worth: 'Worth', targeting: 'Whom it changes',
      'unit-change': 'Change of unit', stale: 'No news', drift: 'Drift',
    },
    says: {
      coverage: '{{covered}} of {{customers}} customers have a value', coverageOf: '{{covered}} of the {{customers}} customers it is about have a value', freshness: '{{allowed}} days allowed', stability: 'against the spread of {{before}}', inputs: '{{table}} {{field}} {{kind}} since {{since}}', inputsNone: 'no fault in the fields it reads',
      unit: 'median now over median before', discrimination: 'of "{{decision}}", {{events}} with the outcome', accuracy: '{{told}} customers told', conflict: '{{corrected}} corrected by {{check}}', redundancy: 'most like {{tag}}', redundancyNone: 'no tag is like it', usage: '{{strategies}} of them strategies', worth: '{{metric}} of the strategy {{strategy}}, {{results}} results', targeting: 'in {{campaign}}; {{campaigns}} campaigns given at random were looked at', targetingNot: 'in {{campaign}} choosing by it was no better than choosing anybody', targetingDecays: 'still in {{campaign}}, but less than in an earlier campaign', unknown: 'not known yet',
    },
    help: {
      coverage: 'Share with a value of the customers it is about; 60 % is an A', freshness: 'Days the snapshot is behind; half as long again as its refresh is an A', stability: 'Σ(p−q)·ln(p/q) over both dates; under .1 green, over .25 red', inputs: 'Whether a field it reads changed its unit, had no news or drifted', unit: 'A ratio of medians near a whole power of ten is another unit',
      discrimination: 'IV = Σ(p−q)·ln(p/q) less what chance gives; KS is the widest gap of the two distributions', accuracy: 'Share that agrees with a survey or label', conflict: 'Share of customers a check for mis-tags corrects', redundancy: "The larger of corrected Cramér's V and rank correlation; from .7 on alike", usage: 'Definitions that name it; an A when a strategy does through them', worth: 'Treated less control in strategies that use it', targeting: 'ΔAUUC: area under the uplift curve of contacting in its order, less that of contacting anybody; one half of the customers gives the order, the other the curve',
    },
    source: 'Siddiqi 2006; Bergsma 2013; intervals of 95 %',
    decisions: 'What it tells of each decision', decision: 'Decision', events: 'Came', customers: 'Customers', ks: 'KS', ivOne: 'IV', yes: 'Yes', no: 'No', bins: 'Spread then and now', bin: 'Value', before: 'Then', now: 'Now', tooFew: 'under 30 outcomes: not judged', addDecision: 'No decision is registered (an outcome and its window), so nobody knows what this tag tells.',
    faults: { title: 'Data faults', table: 'Data', kind: 'Fault', since: 'Since', value: 'Value', limit: 'Limit', none: 'No change of unit, silence or drift was found.', what: 'Every field of every dated table is looked at by month (or day); tags that read a faulty field are graded down.' },
    alikeWhat: 'Every two tags of a group have an association of .7 or more. The one of the better grade that tells more is kept; the others may be retired.',
    alikeNone: 'No tags are alike.', keep: 'Keep', others: 'May be retired',
    distil: {
      what: 'Of {{candidates}} tags those that add most to each other in telling the outcome, one by one (conditional mutual information, Fleuret 2004). The curve is measured on a half of the customers the fit did not see; the choice itself saw all sampled ones, so it is a little too good.',
      all: 'Every decision', decision: 'Decision', count: 'Keep {{count}} tags', kept: '{{kept}} of the information, AUC {{auc}}', tags: 'Tags', share: 'Information kept', auc: 'AUC', adds: 'Adds', alone: 'Tells alone', steady: 'Steady', curve: '{{count}} tags keep {{kept}} of the most that is told', agreement: 'Two halves of the customers choose {{share}} of their tags alike; steady is the share of halves that choose a tag.', none: 'No decision has outcomes to tell.', order: 'Order',
    },
    tickets: {
      none: 'No improvement tickets', noneWhy: 'Tags and fields graded D open one by themselves; the evaluation of a tag can open one too.', subject: 'About', state: 'State', owner: 'Owner', due: 'Due', overdue: 'overdue', opened: 'Opened', steps: 'Steps', next: 'Next', open: 'Open a ticket', openWhy: 'What is to be improved', move: { open: 'Change', doing: 'Begin', done: 'Done', dropped: 'Drop' }, why: 'Why', states: { open: 'Open', doing: 'Being done', done: 'Done', dropped: 'Dropped' },
    },
  },
  mistag: {
    title: 'Mis-tags',
    purpose: 'Where what a customer holds here and what they show elsewhere disagree, a tag may be wrong. Evidence is weighed on customers whose holdings can be believed; those in doubt get a probability with its evidence.',
    none: 'No checks for mis-tags yet', noneWhy: 'Make a check first: which tag, which of its values are in doubt, and by what evidence.',
    tag: 'Tag checked', corrected: 'Corrected to', checked: 'Checked', changed: 'Corrected', expected: 'Expected wrong', auc: 'AUC held out', asOf: 'As of', name: 'Check',
    run: 'Check again', runHint: 'Weighs the evidence anew and checks every customer in doubt', notRun: 'It has not run yet. Run it to see the weights of the evidence and whom it corrects.',
    tab: { evidence: 'Evidence', customers: 'Customers', definition: 'Definition' },
    believed: '{{believed}} customers whose holdings can be believed, {{shows}} of whom show it; corrected from a probability of {{threshold}}.',
    confusion: 'What the tag said, and what came of it', says: 'Tag said', kept: 'Kept', bands: 'Customers by probability that the tag is wrong', band: 'Probability', customers: 'Customers',
    evidence: 'Evidence', iv: 'IV alone', used: 'used', unused: 'tells too little, not used', range: 'Values', rows: 'Believed', rate: 'Show it', adds: 'Log-odds',
    missing: 'no value', custId: 'Customer', value: 'Tag said', probability: 'Probability wrong', why: 'Evidence', which: 'Result', whiches: { corrected: 'Corrected', kept: 'Kept', all: 'All' },
    adopt: {
      open: 'Adopt the correction', title: 'Adopt the correction of “{{name}}”', what: 'A new tag: “{{corrected}}” for customers whose probability is {{threshold}}% or more, what the tag says for all others.', diff: 'Whom it changes, by the check of {{asOf}}', stay: 'Checked customers who keep their value',
      makesProbability: 'The probability is not a tag yet: that tag is made and published first.', hasProbability: 'The probability is the tag', ownTag: 'The correction is a tag of its own: the check reads the tag it checks, so a second version of that one would go round in a circle.', do: 'Make the draft and open it',
      segment: 'Segment of the mis-tagged', segmentWait: 'The probability is not a tag yet: adopt the correction first.', probabilityName: 'Probability that {{tag}} is wrong', correctedName: 'Corrected {{tag}}',
    },
    export: { label: 'Export', title: 'Export the customers checked', what: 'Exports “{{which}}” with the evidence; what it is for and who took it go into the file and the audit.', purpose: 'What for (required, at least 4 characters)' },
    noneFound: 'No customers', noneFoundWhy: 'Choose another filter, or check again.',
    help: 'Log-odds = base + Σ evidence; probability = 1/(1+e^−log-odds)', source: 'Weights of evidence (Good 1950), monotone bins, joined by logistic regression',
  },
  lift: {
    title: 'Whom it changes: what contacting by the tag adds',
    help: 'In past campaigns given at random: how many outcomes more a customer, had the bank contacted by this tag, values with the highest effect first, instead of anybody. A range above zero says that the tag finds customers who change; it is taken as of the day before the first touch.',
    formula: 'ΔAUUC = ∫₀¹ G(s) ds − G(1)/2, G(s) being what contacting the first share s adds',
    source: 'Radcliffe 2007; Jaskowski and Jaroszewicz 2012; one half of the customers gives the order, the other the curve; 400 rounds of a parametric bootstrap, 95 %',
    none: 'No campaign given at random is known: publish an uplift model that declares one, then evaluate the tags.',
    declare: 'New uplift model',
    campaign: 'Campaign', asOf: 'Tag as of', effect: 'Effect (treated − control)', gain: 'Gain ΔAUUC', byValue: 'By value', cell: 'Value', noValue: 'no value', cells: 'effect of {{count}} values',
  },
}
