import { type Sql } from '#kernel/sql'
import { type ValueType } from './node.js'

/** What people read. */
export interface Label {
  readonly zh: string
  readonly en: string
}

export interface EnumValue extends Label {
  readonly code: string
}

/** The type of a value and what is known about it. */
export interface TypeInfo {
  readonly type: ValueType
  /** Codes an enum (or the elements of a set) can take; other codes are refused when this is given. */
  readonly values?: readonly EnumValue[] | undefined
  /** Codes beside `values` are met too: those have names, no code is refused. */
  readonly isOpen?: boolean | undefined
  /** ISO currency of money; the sentence and the unit checks use it. */
  readonly ccy?: string | undefined
  /** Written after a number in a sentence: 岁, 笔. */
  readonly unit?: Label | undefined
}

/**
 * A tag, an attribute or a field of a fact. `expression` is its SQL: NULL when missing (after LEFT JOIN with
 * join_use_nulls = 1), an Array(String) for a set. Money and int are integers, date is Date or Date32, instant
 * is DateTime64 in UTC.
 */
export interface FieldSpec extends TypeInfo, Label {
  readonly expression: Sql
}

/** A table of dated rows of customers. Expressions of its fields use no alias. */
export interface FactSpec extends Label {
  readonly table: string
  /** Alias of its pass in the condition. Default `f_<table>`. */
  readonly alias?: string | undefined
  readonly timeField: string
  readonly timeType: 'date' | 'instant'
  readonly fields: Readonly<Record<string, FieldSpec>>
  /** Fields a filter may use. Default all. */
  readonly filterable?: readonly string[] | undefined
  /** Counting word of a row in Chinese, noun in English: {zh: '笔', en: 'transactions'}. */
  readonly rows?: Label | undefined
}

/** A segment or list: `condition` is SQL that is 1 for members and 0, never NULL, for others. */
export interface MemberSpec extends Label {
  readonly condition: Sql
  /** A segment that is an uploaded list and no more: said as a list. */
  readonly isList?: boolean | undefined
  /** Asked of a day before its first snapshot: nobody knows who was in it, and the rule is refused where it is evaluated. */
  readonly isUnrecorded?: boolean | undefined
}

/** What a rule may speak about. Anything it answers `undefined` to is a mistake located in the rule. */
export interface RuleSchema {
  /** String SQL of the bank's customer number, for `sample`. */
  readonly customer: Sql
  tag(code: string): FieldSpec | undefined
  attr(table: string, field: string): FieldSpec | undefined
  fact(table: string): FactSpec | undefined
  /** `daysAgo` null asks for members of the business date, else for those of the newest snapshot so many days before or earlier. */
  segment(key: string, version: number | 'latest', daysAgo: number | null): MemberSpec | undefined
  list(key: string): MemberSpec | undefined
}

/** A field of a fact, by its own name only (never an inherited property). */
export function factField(fact: FactSpec, field: string): FieldSpec | undefined {
  return Object.hasOwn(fact.fields, field) ? fact.fields[field] : undefined
}

/** Alias of the pass over a fact table. */
export function factAlias(fact: FactSpec): string {
  return fact.alias ?? `f_${fact.table}`
}
