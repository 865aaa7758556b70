/** Units of the time between rows; hours and minutes where a table keeps moments. */
export const spanUnits = ['d', 'h', 'min'] as const
export type SpanUnit = (typeof spanUnits)[number]

/** Which of the pairs of rows is told. */
export const intervalPicks = ['first', 'last', 'min', 'max', 'avg'] as const
export type IntervalPick = (typeof intervalPicks)[number]

export const aggregateFunctions = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'median',
  'quantile',
  'last',
  'first',
  'distinct',
  'stddev',
  'slope',
] as const

/** Aggregates that need more than a field (a half-life, a part of the rows, a second field) or give a set. */
export const specialFunctions = ['decay', 'share', 'argmax', 'topShare', 'kept', 'collect'] as const
export type AggregateFunction = (typeof aggregateFunctions)[number] | (typeof specialFunctions)[number]

export const operators = [
  'isSet',
  'isMissing',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'between',
  'notBetween',
  'in',
  'notIn',
  'before',
  'after',
  'withinLast',
  'withinNext',
  'anniversaryWithin',
  'dayOfMonthIn',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
  'hasAny',
  'hasAll',
  'hasNone',
  'size=',
  'size!=',
  'size<',
  'size<=',
  'size>',
  'size>=',
  'is',
] as const
export type Operator = (typeof operators)[number]
