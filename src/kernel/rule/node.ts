import { type AggregateFunction, type IntervalPick, type Operator, type SpanUnit } from './codes.js'

export { aggregateFunctions, intervalPicks, operators, spanUnits, specialFunctions, type AggregateFunction, type IntervalPick, type Operator, type SpanUnit } from './codes.js'

/** Types a value can have. Money is whole minor units; a set holds texts. */
export const valueTypes = [
  'bool',
  'int',
  'decimal',
  'money',
  'string',
  'enum',
  'date',
  'instant',
  'set',
] as const
export type ValueType = (typeof valueTypes)[number]

export type Scalar = string | number | boolean
export type LiteralValue = Scalar | readonly Scalar[]

/** What a comparison gives for a customer without the value; see docs of `evaluateRule`. */
export type MissingPolicy = boolean | 'exclude'

/** A length of time in days or calendar months. */
export interface Period {
  readonly n: number
  readonly unit: 'd' | 'm'
}

export type CompareOperand = LiteralValue | Period | ValueNode

export type BoolNode =
  | { readonly kind: 'always' }
  | { readonly kind: 'all'; readonly all: readonly BoolNode[] }
  | { readonly kind: 'any'; readonly any: readonly BoolNode[] }
  | { readonly kind: 'not'; readonly not: BoolNode }
  | { readonly kind: 'atLeast'; readonly k: number; readonly atLeast: readonly BoolNode[] }
  | CompareNode
  | SegmentNode
  | { readonly kind: 'inList'; readonly list: string }
  | { readonly kind: 'sample'; readonly share: number; readonly salt: string }
  | SequenceNode

/** Members of a segment: as of the business date, or as its newest snapshot of so many days before (or earlier) has them. */
export interface SegmentNode {
  readonly kind: 'inSegment'
  readonly segment: string
  readonly version: number | 'latest'
  /** With it `latest` is whichever version that snapshot was of. */
  readonly daysAgo?: number | undefined
}

/** A length of time between rows. */
export interface Span {
  readonly n: number
  readonly unit: SpanUnit
}

/**
 * Rows that follow each other: one that meets the first step, then one that meets the second, and so on, all within the
 * span from the first. Rows of one moment may follow in the order of the steps, and a row counts for every step it meets.
 * Where one of the tables keeps days only, every row counts by its day. Never missing.
 */
export interface SequenceNode {
  readonly kind: 'sequence'
  /** The table of steps that name none. */
  readonly table: string
  /** Conditions on a row, in order. */
  readonly steps: readonly SequenceStep[]
  readonly within: Span
  readonly window?: Window | undefined
  /** No row of the tables of the steps, of the window, lies between the moments of two steps that follow each other. */
  readonly strict?: boolean | undefined
}

/** A condition on a row of the sequence's table, or of a table of its own. */
export type SequenceStep = BoolNode | TableStep

export interface TableStep {
  readonly table: string
  readonly if: BoolNode
}

/** The steps of a sequence, each with its table. */
export function stepsOf({ table, steps }: Pick<SequenceNode, 'table' | 'steps'>): readonly TableStep[] {
  return steps.map((step) => ('kind' in step ? { table, if: step } : step))
}

/**
 * How long it takes from a row of a kind to the next row of another: every row that meets `from` makes a pair with the
 * first row after it that meets `to`. A row of the same moment comes after it when it meets `to` alone; one that meets both
 * only when it is later. `first` and `last` take the pair whose `from` is the earliest or latest. Both rows are of the
 * window. In `d` the days between their business days, in `h` and `min` whole hours and minutes. Missing without a pair.
 */
export interface IntervalNode {
  readonly kind: 'interval'
  readonly table: string
  readonly from: BoolNode
  readonly to: BoolNode
  readonly pick: IntervalPick
  /** Default `d`; the others where the table keeps moments. */
  readonly unit?: SpanUnit | undefined
  readonly window?: Window | undefined
}

export interface CompareNode {
  readonly kind: 'compare'
  readonly left: ValueNode
  readonly op: Operator
  readonly value?: CompareOperand | undefined
  readonly missing?: MissingPolicy | undefined
}

export type ValueNode =
  | { readonly kind: 'literal'; readonly type: ValueType; readonly value: LiteralValue }
  | { readonly kind: 'param'; readonly name: string; readonly type: ValueType }
  | { readonly kind: 'asOf' }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'attr'; readonly table: string; readonly field: string }
  | { readonly kind: 'field'; readonly field: string }
  | {
      readonly kind: 'arith'
      readonly op: ArithOperator
      readonly left: ValueNode
      readonly right: ValueNode
    }
  | { readonly kind: 'coalesce'; readonly coalesce: readonly ValueNode[] }
  /**
   * Shannon's entropy −Σ p·ln p (1948) of the shares p of 2 to 50 parts in their sum, numbers or amounts of one currency: nats, to
   * six places; 0 where one part is all, ln k where k are alike. Missing with a missing or negative part, and of a sum of zero.
   */
  | { readonly kind: 'entropy'; readonly entropy: readonly ValueNode[] }
  | CaseNode
  | BucketNode
  | { readonly kind: 'age'; readonly of: ValueNode }
  | { readonly kind: 'daysBetween'; readonly from: ValueNode; readonly to: ValueNode }
  | { readonly kind: 'datePart'; readonly of: ValueNode; readonly part: DatePart }
  | SetNode
  | PopulationNode
  | ResponseNode
  | AggregateNode
  | IntervalNode

export interface CaseNode {
  readonly kind: 'case'
  readonly when: readonly { readonly if: BoolNode; readonly then: ValueNode }[]
  readonly else?: ValueNode | undefined
}

/** A label of a bucket: its code, and what people read when that differs. */
export type BucketLabel = string | { readonly code: string; readonly zh: string; readonly en: string }

/** labels[i] for edges[i-1] <= of < edges[i]; the first has no lower edge, the last no upper one. */
export interface BucketNode {
  readonly kind: 'bucket'
  readonly of: ValueNode
  readonly edges: readonly number[]
  readonly labels: readonly BucketLabel[]
}

/** The items whose conditions hold, in their order: a set of the customer, empty when none does, never missing. */
export interface SetNode {
  readonly kind: 'set'
  readonly items: readonly { readonly if: BoolNode; readonly item: BucketLabel }[]
}

export const populationFunctions = ['rank', 'percentile', 'tile', 'zscore'] as const
export type PopulationFunction = (typeof populationFunctions)[number]

/**
 * Where a customer stands among others: those of the whole bank who have the value and meet `among`, within the customer's
 * own group where `by` names one. `rank` is 1 for the best, equals share a rank; `percentile` is the share of the group that
 * is no better, 1 for the best; `tile` is 1 to `tiles`, the best in the highest; `zscore` is in standard deviations of the
 * group, to six places. Missing for who is not among them.
 */
export interface PopulationNode {
  readonly kind: 'population'
  readonly fn: PopulationFunction
  readonly of: ValueNode
  /** Which end is the best. Default `high`; of no meaning for a z-score. */
  readonly best?: 'high' | 'low' | undefined
  /** For `tile`: 2 to 100. */
  readonly tiles?: number | undefined
  readonly by?: readonly ValueNode[] | undefined
  readonly among?: BoolNode | undefined
  /**
   * For `tile`: equals are told apart by these in turn, who lacks one coming last, then by a hash of the customer, so that a
   * band edge never moves a whole group of equals. Without it equals share a band.
   */
  readonly ties?: readonly TieBreak[] | undefined
}

/** What tells equals apart. */
export interface TieBreak {
  readonly of: ValueNode
  /** Which end is the best. Default `high`. */
  readonly best?: 'high' | 'low' | undefined
}

/**
 * Which cell (such as a channel and an hour band) a customer answers best: the one with the highest posterior mean of the
 * share of its rows that were answered. The prior of a cell is the bank's: a beta distribution fitted by the method of
 * moments to everybody's shares in it, so that who has few rows there is told the bank's share. The first of equals; missing
 * for who has no row in any cell. With `cell` the posterior mean of that one, to six places.
 */
export interface ResponseNode {
  readonly kind: 'response'
  readonly table: string
  readonly window?: Window | undefined
  /** Rows that were tries. All when absent. */
  readonly filter?: BoolNode | undefined
  /** Of those, the answered ones. */
  readonly of: BoolNode
  readonly cells: readonly ResponseCell[]
  readonly cell?: string | undefined
  /** Rows of the customer a cell must have to be the best one. Default 0: a cell never tried is as good as the bank's share. */
  readonly least?: number | undefined
}

/** A cell, and the rows that are in it. */
export interface ResponseCell {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly if: BoolNode
}

export interface AggregateNode {
  readonly kind: 'agg'
  readonly table: string
  readonly fn: AggregateFunction
  readonly field?: string | undefined
  readonly window?: Window | undefined
  readonly filter?: BoolNode | undefined
  /** For `quantile`: 0 to 1. */
  readonly q?: number | undefined
  /** For `decay`: days after which a row counts half. */
  readonly halfLife?: number | undefined
  /** For `share`: the rows whose part of the whole it is. For `kept`: the rows that take away. */
  readonly of?: BoolNode | undefined
  /** For `argmax`: the field whose value with the largest sum of `field` (or most rows) it is; for `topShare` its share. */
  readonly by?: string | undefined
  /** For `argmax`: missing when the largest has less of the whole than this, 0 to 1. */
  readonly minShare?: number | undefined
  /** For `kept`: how long after a row what is taken away counts against it. */
  readonly within?: Span | undefined
  /** First one value for each period that has rows, then `fn` over those values. */
  readonly each?: EachPeriod | undefined
}

/** What one period of an aggregate of periods is. Weeks begin on Monday. */
export interface EachPeriod {
  readonly per: 'day' | 'week' | 'month'
  readonly fn: PeriodFunction
  /** Periods of the window without rows count as zero; without it they are left out. */
  readonly empty?: 'zero' | undefined
}

export const periodFunctions = ['sum', 'count', 'avg', 'min', 'max'] as const
export type PeriodFunction = (typeof periodFunctions)[number]

/**
 * Which rows an aggregate sees; never one later than asOf. `last` is (asOf − n, asOf], its hours those before the end of
 * asOf, of tables that keep moments; `month` and `quarter` are
 * calendar ones, offset 0 the current one so far, −1 the one before; `between` is asOf − from to asOf − to in days,
 * both included; `since` begins on a day of the customer, that day included, and ends after `days` days where it says so.
 * Who has no such day has no rows.
 */
export type Window =
  | { readonly kind: 'last'; readonly n: number; readonly unit: 'd' | 'm' | 'h' }
  | { readonly kind: 'month'; readonly offset: number }
  | { readonly kind: 'quarter'; readonly offset: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number }
  | { readonly kind: 'since'; readonly since: ValueNode; readonly days?: number | undefined }
  | { readonly kind: 'all' }

export const arithOperators = ['+', '-', '*', '/'] as const
export type ArithOperator = (typeof arithOperators)[number]

/** `hour` is that of an instant, by the bank's clock. */
export const dateParts = ['year', 'month', 'day', 'weekday', 'hour'] as const
export type DatePart = (typeof dateParts)[number]

/** A rule: who belongs. The envelope is frozen; node kinds may be added, never changed in meaning. */
export interface RuleDocument {
  readonly v: 1
  readonly kind: 'rule'
  readonly rule: BoolNode
}

/** A value of every customer, such as a tag. */
export interface ValueDocument {
  readonly v: 1
  readonly kind: 'value'
  readonly value: ValueNode
}

/** Values of the parameters a rule names. */
export type RuleParams = Readonly<Record<string, LiteralValue>>
