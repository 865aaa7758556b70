import type { Translated } from '../../ui/language/translated.js'
import type { builderWords as zh } from './words-builder.zh.js'

export const builderWords: Translated<typeof zh> = {
  face: { title: 'Face of a portrait', hint: 'Where portraits of customers and segments tell it; psychological only for what people were asked', byFacet: 'By category', static: 'Static', dynamic: 'Dynamic', consumption: 'Consumption', psychological: 'Psychological' },
  kindGroup: { data: 'Taken from data', made: 'Made of other values', told: 'Told by models or people' },
  kind: {
    attribute: 'Attribute', figure: 'Behaviour', interval: 'Time between', moment: 'Age and days',
    bucket: 'Bands', case: 'By condition', arith: 'Arithmetic', coalesce: 'First there is', entropy: 'Entropy of shares', rule: 'Rule (yes / no)', set: 'Set', ranking: 'Compared with others', response: 'Best channel and hour',
    score: 'Model, analysis or check', manual: 'Set by people', expression: 'Rule document',
  },
  kindHint: {
    attribute: 'An attribute of the customer as it is.',
    bucket: 'A number cut into bands, each with a name. The number may be a tag, an attribute, a figure, arithmetic, or any other.',
    figure: 'A figure per customer over rows such as transactions, touches or events. Shares, the most frequent, decay and figures first made by day, week or month are under “More ways”.',
    interval: 'How long it took from one happening to the next other one: from a complaint to the next log-in, or from one purchase to the next. None for who has no such pair.',
    moment: 'Full years since a day, days between two, or the year, month or day of a date.',
    case: 'From the top: the value of the first condition that holds; else the last value, and none where that is not given.',
    arith: 'Numbers added, taken away, multiplied or divided, worked out from the first on; missing when one of them is, and when divided by zero.',
    coalesce: 'The first that has a value: a stated rating, say, and the inferred one where there is none.',
    entropy: 'How a whole is spread over its parts: −Σ p·ln p of the share p of each, 0 where one is all, ln k where k are alike; the mix of holdings, say.',
    ranking: 'Rank, percentile, equal bands or z-score among all customers of the bank, made at a snapshot.',
    response: 'Which channel at which part of the day the customer answers best; few contacts say little against the bank’s share. Made at a snapshot.',
    set: 'The items whose conditions hold, such as channels that reach the customer.',
    rule: 'Yes for who meets the rule.',
    score: 'What the newest scores of a model or run of an analysis say of each customer, or the probability of a check that a tag is wrong; none once too old.',
    manual: 'Set one by one on a customer’s page or by a file; choices and how long they count are said here. Values a source delivers are an attribute (import).',
    expression: 'The rule document itself (JSON); what the ways above can say does not need it.',
  },
  node: {
    tag: 'Tag',
    branch: 'Line {{at}}', up: 'Up', down: 'Down', if: 'If', then: 'Value', addBranch: 'Add a line', else: 'Value of all others', noElse: 'Without it they have no value', noCondition: 'No condition yet', unfinished: 'The condition is not filled in yet',
    unnamed: 'These codes have no name yet: {{codes}}', nameThem: 'Add them to the names of codes',
  },
  interval: {
    from: 'From which row', to: 'To the next row that is', window: 'Only rows of this time', pick: 'Of a customer’s pairs take which, counted in',
    what: 'Every row of “from” makes a pair with the first row after it of “to”; both must be of the time chosen. Rows of one moment make no pair, unless the latter meets “to” alone.',
    formula: 'time = moment of “to” − moment of “from”; days are those between the two business dates, hours and minutes are whole; then the first, latest, shortest, longest or average', source: 'The “interval” of the rule language',
  },
  response: {
    formula: 'Posterior mean (k + μ(1/ρ−1)) / (n + 1/ρ−1): n contacts and k answers of the customer, μ and ρ fitted to the bank by moments', source: 'Kleinman 1973; beta-binomial',
    tries: 'Which rows were tries', triesWhat: 'Only rows that meet', answers: 'What an answer is', answersWhat: 'A try that meets this was answered', cells: 'Cells compared ({{count}}, two at least)', rows: 'Which tries', addCell: 'Add a cell',
    dayParts: { MORNING: 'morning', AFTERNOON: 'afternoon', EVENING: 'evening' },
    tells: 'The tag tells', best: 'The cell answered best', rateOf: 'The rate of “{{cell}}”', least: 'Tries of the customer a cell needs to be compared',
    make: 'Make cells from a field and parts of the day', by: 'By field', codes: 'Codes', hours: 'Parts of the day', noHours: 'Any time', hoursOf: 'Morning, afternoon, evening by {{name}}', makeRun: 'Make them', makeAgain: 'Make them anew (replaces these)', hourFrom: 'From hour', hourTo: 'To hour', hour: 'h, included',
  },
}
