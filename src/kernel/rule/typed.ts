import {
  type AggregateFunction,
  type ArithOperator,
  type DatePart,
  type EachPeriod,
  type IntervalPick,
  type MissingPolicy,
  type Operator,
  type Period,
  type PopulationFunction,
  type Scalar,
  type Span,
  type SpanUnit,
  type Window,
} from './node.js'
import { type EnumValue, type FactSpec, type FieldSpec, type MemberSpec, type TypeInfo } from './schema.js'

/** A value node whose names are resolved and whose type is known. `path` locates it in the document. */
export type TypedValue = { readonly path: string; readonly info: TypeInfo } & TypedValueShape

export type TypedValueShape =
  | { readonly kind: 'literal'; readonly value: Scalar | readonly string[] }
  | { readonly kind: 'param'; readonly name: string }
  | { readonly kind: 'asOf' }
  | { readonly kind: 'tag'; readonly tag: string; readonly spec: FieldSpec }
  | { readonly kind: 'attr'; readonly table: string; readonly field: string; readonly spec: FieldSpec }
  | { readonly kind: 'field'; readonly field: string; readonly spec: FieldSpec }
  | {
      readonly kind: 'arith'
      readonly op: ArithOperator
      readonly left: TypedValue
      readonly right: TypedValue
    }
  | { readonly kind: 'coalesce' | 'entropy'; readonly of: readonly TypedValue[] }
  | {
      readonly kind: 'case'
      readonly when: readonly { readonly if: TypedBool; readonly then: TypedValue }[]
      readonly else: TypedValue | null
    }
  | {
      readonly kind: 'bucket'
      readonly of: TypedValue
      readonly edges: readonly number[]
      readonly labels: readonly EnumValue[]
    }
  | { readonly kind: 'age'; readonly of: TypedValue }
  | { readonly kind: 'daysBetween'; readonly from: TypedValue; readonly to: TypedValue }
  | { readonly kind: 'datePart'; readonly of: TypedValue; readonly part: DatePart }
  | { readonly kind: 'set'; readonly items: readonly { readonly if: TypedBool; readonly item: EnumValue }[] }
  | TypedPopulation
  | TypedResponse
  | TypedAggregate
  | TypedInterval

export interface TypedPopulation {
  readonly kind: 'population'
  /** Tells the readings of one document apart. */
  readonly path: string
  readonly fn: PopulationFunction
  readonly of: TypedValue
  readonly best: 'high' | 'low'
  readonly tiles: number
  readonly by: readonly TypedValue[]
  readonly among: TypedBool | null
  /** Empty where equals share a band. */
  readonly ties: readonly { readonly of: TypedValue; readonly best: 'high' | 'low' }[]
}

export interface TypedResponse {
  readonly kind: 'response'
  readonly path: string
  readonly cells: readonly TypedCell[]
  /** The cell whose posterior mean it is; null where it is the best cell. */
  readonly cell: number | null
  readonly least: number
  /** The fact, which of its rows were tries, since when, and the condition of an answer: for sentences. */
  readonly fact: FactSpec
  readonly window: TypedWindow
  readonly filter: TypedBool | null
  readonly answered: TypedBool
}

export interface TypedCell {
  readonly item: EnumValue
  readonly tries: TypedValue
  readonly answers: TypedValue
}

/** A window whose day of the customer, where it begins on one, is resolved. */
export type TypedWindow = Exclude<Window, { kind: 'since' }> | { readonly kind: 'since'; readonly since: TypedValue; readonly days: number | null }

export interface TypedAggregate {
  readonly kind: 'agg'
  readonly fact: FactSpec
  readonly fn: AggregateFunction
  readonly field: string | null
  readonly fieldSpec: FieldSpec | null
  readonly window: TypedWindow
  readonly filter: TypedBool | null
  readonly q: number
  /** 0 where it is not a decay. */
  readonly halfLife: number
  readonly of: TypedBool | null
  readonly bySpec: FieldSpec | null
  readonly by: string | null
  readonly each: EachPeriod | null
  /** 0 where any share will do. */
  readonly minShare: number
  /** In days where the fact's time is a date, else in milliseconds; 0 where it is not `kept`. */
  readonly span: number
  readonly within: Span | null
}

/** What moments are counted in: business days, or milliseconds. */
export type Keeping = 'day' | 'ms'

export interface TypedInterval {
  readonly kind: 'interval'
  readonly fact: FactSpec
  readonly from: TypedBool
  readonly to: TypedBool
  readonly pick: IntervalPick
  readonly unit: SpanUnit
  readonly window: TypedWindow
}

/** The right side of a comparison. Scalars have the form of the left side's type. */
export type Operand =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: TypedValue }
  | { readonly kind: 'range'; readonly low: Scalar; readonly high: Scalar }
  | { readonly kind: 'list'; readonly values: readonly Scalar[] }
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'param'; readonly name: string }

export interface TypedCompare {
  readonly kind: 'compare'
  readonly path: string
  readonly left: TypedValue
  readonly op: Operator
  readonly right: Operand
  readonly missing: MissingPolicy
}

/** A condition whose names are resolved and whose types agree. */
export type TypedBool =
  | { readonly kind: 'always'; readonly path: string }
  | { readonly kind: 'all' | 'any'; readonly path: string; readonly of: readonly TypedBool[] }
  | { readonly kind: 'not'; readonly path: string; readonly of: TypedBool }
  | { readonly kind: 'atLeast'; readonly path: string; readonly k: number; readonly of: readonly TypedBool[] }
  | TypedCompare
  | {
      readonly kind: 'inSegment'
      readonly path: string
      readonly segment: string
      readonly version: number | 'latest'
      /** Null for members of the business date. */
      readonly daysAgo: number | null
      readonly spec: MemberSpec
    }
  | { readonly kind: 'inList'; readonly path: string; readonly list: string; readonly spec: MemberSpec }
  | { readonly kind: 'sample'; readonly path: string; readonly share: number; readonly salt: string }
  | TypedSequence

export interface TypedSequence {
  readonly kind: 'sequence'
  readonly path: string
  /** The tables of its steps, each once. */
  readonly facts: readonly FactSpec[]
  readonly steps: readonly TypedStep[]
  /** Days where one of the tables keeps days only. */
  readonly keeping: Keeping
  /** In what moments are counted in. */
  readonly span: number
  readonly within: Span
  readonly window: TypedWindow
  readonly strict: boolean
}

/** A condition on a row of its table. */
export interface TypedStep {
  readonly fact: FactSpec
  readonly if: TypedBool
}
