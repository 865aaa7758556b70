import type { Translated } from '../../../ui/language/translated.js'
import type { words as zh } from './words-picture.zh.js'

export const words: Translated<typeof zh> = {
  tab: { faces: 'Four faces', pictures: 'Pictures' },
  face: { static: 'Static', dynamic: 'Dynamic', consumption: 'Consumption', psychological: 'Psychological' },
  faceWhat: {
    static: 'Who they are: identity, family, occupation, what rarely changes', dynamic: 'What they do: recent behaviour, touches and risk', consumption: 'What they are worth and buy: assets, products, spending',
    psychological: 'What they care for: only tags whose definition says "psychological"; values guessed from spending count as not known',
  },
  facesPurpose: 'Each face lists the traits that differ most. A tag\'s definition says which face it belongs to; without that, its category does.',
  noneOfFace: 'No tags of this face.',
  noPsychology: 'No psychological tags. Name those that come from surveys under "Face of a portrait" in their definition.',
  toTags: 'To the tags',
  unknown: '{{share}} not known',
  moreOfFace_one: '{{count}} more, under "Traits"',
  moreOfFace_other: '{{count}} more, under "Traits"',
  more_one: 'Too many values: the 30 most frequent are listed, {{count}} other is told as "Other" (of a tag of several values, not at all).',
  more_other: 'Too many values: the 30 most frequent are listed, {{count}} others are told as "Other" (of a tag of several values, not at all).',
  moreCities_one: 'The 40 cities with most customers are listed; {{count}} more is not.',
  moreCities_other: 'The 40 cities with most customers are listed; {{count}} more are not.',
  radar: {
    title: 'Measures in which {{name}} differ most from {{base}}', help: 'Of numeric and yes-or-no tags, at most 8 whose distributions differ most; the dashed ring is the base at 100.', formula: 'index = mean / mean of the base × 100; of a yes-or-no tag share / share of the base × 100',
    note: 'The outer ring is {{most}}; what is beyond is drawn on it, figures are in the table.', index: 'Index', base: 'Base = 100', measure: 'Measure', made: 'Segment / base', none: 'No numeric or yes-or-no tags to compare.', name: 'Radar',
  },
  cloud: {
    name: 'Tag cloud', title: 'What stands out of {{name}}', help: 'The larger the word the higher the TGI; blue where the 95 % interval of the TGI is above 100.', formula: 'values with a share of 2 % and more and a TGI above 100, the 40 highest', note: 'As of {{date}}; figures are in the table.', tag: 'Tag', none: 'No value is above the base.',
  },
  assets: {
    name: 'Change of assets', title: 'Assets of {{name}} from {{from}} to {{to}}', help: 'Assets at two month ends of those who are in the segment today. Who was no customer at the start counts 0, so all the assets of new customers are change.',
    formula: 'by flow: end = start + in − out + valuation and other; by class: end − start of each',
    source: 'Assets by month and transactions. Buying and selling our products, opening and drawing time deposits are no flow; interest is part of valuation and other.',
    by: 'View', flows: 'By flow', classes: 'By product class', inflow: 'In', outflow: 'Out', rest: 'Valuation and other', level: 'Assets', change: 'Change',
    class: { deposit: 'Deposits', wealth: 'Wealth products', fund: 'Funds', insurance: 'Insurance', gold: 'Gold', other: 'Other' },
    none: 'Fewer than two month ends of assets are loaded: there is no change to draw.', noFlows: 'No transactions are loaded, or too few customers moved money: only classes can be told.', months: 'Back', month_one: '{{count}} month', month_other: '{{count}} months',
  },
  flows: {
    name: 'Flows between products', title: 'Money of {{name}} between products, {{from}} to {{to}}', help: 'Money that matures, is redeemed or drawn is used by the same customer\'s purchases and transfers out of the following {{days}} days, the oldest money first; what is not used by then stays on the account, and a purchase beyond it is paid by the account. Transfers out with no such money before them are not drawn.',
    formula: 'first in, first out (FIFO) by customer, within {{days}} days', source: 'types of transactions and classes of memos (domain 2.1); failed ones do not count',
    place: { account: 'Demand account', time: 'Time deposits', wealth: 'Wealth products', fund: 'Funds', insurance: 'Insurance', gold: 'Gold', out: 'Out of the bank' },
    from: 'From', to: 'To', amount: 'Amount', note: 'What came back in the last {{days}} days and is not used yet counts as on the account.', hidden_one: '{{count}} flow of too few people is not drawn.', hidden_other: '{{count}} flows of too few people are not drawn.', none: 'No products were bought or sold in this time.', noTxn: 'No transactions are loaded.',
  },
  published: {
    publish: 'Publish', change: 'Change publication', withdraw: 'Withdraw', title: 'Publish the portrait', what: 'It stays as it is and is not replaced when drawn again; everybody who sees the same customers finds it among the kept portraits.', confirm: 'Publish',
    nameZh: 'Name', nameEn: 'English name (optional)', owner: 'Owner', about: 'Description (optional)', required: 'Needed', by: 'Published by {{by}} on {{at}}; owner {{owner}}.', withdrawWhat: 'It is then kept like any other, and a new one may take its place.',
    column: 'Published', only: 'Published only', every: 'All', done: 'Published "{{name}}"',
  },
  wizard: {
    title: 'A portrait in five steps', purpose: 'Collect, analyse, mine, model, apply: from the choice of a segment to a published portrait and a strategy.', open: 'Five steps', next: 'Next', back: 'Back',
    step: { collect: 'Collect', analyse: 'Analyse', mine: 'Mine', model: 'Model', apply: 'Apply' },
    chooseSegment: 'Choose the segment and what it is compared with, then see whether the data suffice.', dataTitle: 'Data and their quality', table: 'Source', score: 'Quality score', asOf: 'Last check', noScores: 'No quality checks yet.', toQuality: 'To data quality', quality: 'score = weight of passed checks / weight of judged checks × 100', allData: 'All data',
    analyseTitle: 'What sets them apart most', analyseWhy: 'The 10 traits that differ most; the whole portrait tells each in full.', whole: 'Open the whole portrait', mineTitle: 'Clusters and subgroups', mineWhy: 'A segment often has different people in it. Look at the clusters and subgroups there are, or make new ones.',
    clusters_one: '{{count}} clustering', clusters_other: '{{count}} clusterings', discoveries_one: '{{count}} subgroup search', discoveries_other: '{{count}} subgroup searches', tierings_one: '{{count}} tiering', tierings_other: '{{count}} tierings', newCluster: 'New clustering', newDiscovery: 'New subgroup search', see: 'Look', noneYet: 'None yet.',
    modelTitle: 'Models there are', modelWhy: 'Scores become tags of the portrait, and rank customers in strategies.', model: 'Model', champion: 'Version in force', scored: 'Last scored', noModel: 'No models yet.', toModels: 'To the models', none: 'none',
    applyTitle: 'Publish and apply', applyWhy: 'Give it a name and an owner; once published, create a strategy from it.', publishedNow: 'Published: a strategy can be created.', chooseFirst: 'Choose a segment first.', drawing: 'Drawing the portrait…',
  },
}
