import { murmurHash3_32 } from '#kernel/id'
import { join, sql, type Sql } from '#kernel/sql'
import { type FactColumn, type FactPass, type FactStart } from './pass.js'
import { rowsWithin } from './pass-rows.js'
import { factAlias, type FactSpec } from './schema.js'
import { type DateRange } from './window.js'

interface GatheredColumn extends FactColumn {
  readonly range: DateRange
  /** A condition on the rows it reads; null when it may read every row. */
  readonly only: Sql | null
  /** Joined to the customers themselves, not only where a start or a reading of the population needs it. */
  isOuter: boolean
}

interface GatheredFact {
  readonly fact: FactSpec
  readonly timeZone: string
  readonly names: Map<string, string>
  readonly columns: GatheredColumn[]
  readonly starts: Map<string, Sql>
}

/** Everything added to a collector so far, by alias. */
export interface PassGathering {
  readonly facts: Map<string, GatheredFact>
  readonly others: Map<string, { readonly pass: FactPass; isOuter: boolean }>
}

export function createGathering(): PassGathering {
  return { facts: new Map(), others: new Map() }
}

interface Adding {
  readonly fact: FactSpec
  readonly range: DateRange
  readonly timeZone: string
  readonly isOuter: boolean
  readonly only: Sql | null
}

/** Adds an aggregate once and gives the name of its column. */
export function addColumn(gathering: PassGathering, { fact, range, timeZone, isOuter, only }: Adding, prefix: string, expression: Sql): string {
  const found = factOf(gathering, fact, timeZone)
  const key = JSON.stringify(expression.parts)
  const known = found.columns.find((column) => column.name === found.names.get(key))
  if (known !== undefined) {
    known.isOuter ||= isOuter
    return known.name
  }
  const name = columnName(found, prefix, key)
  found.names.set(key, name)
  found.columns.push({ name, expression, range, isOuter, only })
  return name
}

function factOf(gathering: PassGathering, fact: FactSpec, timeZone: string): GatheredFact {
  const alias = factAlias(fact)
  const found: GatheredFact = gathering.facts.get(alias) ?? { fact, timeZone, names: new Map(), columns: [], starts: new Map() }
  gathering.facts.set(alias, found)
  return found
}

/** `sum_1f2e3d4c`: the function and a hash of the aggregate, the same whichever rule comes first. */
function columnName(into: GatheredFact, prefix: string, key: string): string {
  const base = `${prefix}_${murmurHash3_32(key).toString(16).padStart(8, '0')}`
  const taken = into.columns.filter((column) => column.name.startsWith(base)).length
  return taken === 0 ? base : `${base}_${taken + 1}`
}

/** Adds a pass that is no reading of a bank table, once. */
export function addOther(gathering: PassGathering, alias: string, isOuter: boolean, make: () => FactPass): void {
  const known = gathering.others.get(alias)
  if (known === undefined) gathering.others.set(alias, { pass: make(), isOuter })
  else known.isOuter ||= isOuter
}

/** Adds a day of the customer to the rows of a fact and gives its name there. */
export function addStart(gathering: PassGathering, fact: FactSpec, value: Sql, timeZone: string): string {
  const name = `since_${hashOf(value.parts)}`
  factOf(gathering, fact, timeZone).starts.set(name, value)
  return name
}

export function hashOf(parts: Sql['parts']): string {
  return murmurHash3_32(JSON.stringify(parts)).toString(16).padStart(8, '0')
}

/** The passes to join to the customers, each with what it needs itself. */
export function passesOf(gathering: PassGathering): FactPass[] {
  const facts = [...gathering.facts.entries()].flatMap(([alias, fact]) => toPass(gathering, alias, fact, fact.columns.filter((column) => column.isOuter)))
  return [...facts, ...[...gathering.others.values()].filter(({ isOuter }) => isOuter).map(({ pass }) => withNeeds(gathering, pass))]
}

function toPass(gathering: PassGathering, alias: string, { fact, timeZone, starts }: GatheredFact, columns: readonly GatheredColumn[]): FactPass[] {
  const [first, ...rest] = columns
  if (first === undefined) return []
  const range = rest.reduce((all, column) => widened(all, column.range), first.range)
  const used = names(columns.map((column) => column.expression))
  const needed = [...starts.entries()].filter(([name]) => used.has(name))
  const begins: FactStart[] = needed.map(([name, value]) => ({ name, value, needs: needsOf(gathering, [value]) }))
  return [
    {
      table: fact.table,
      alias,
      ...range,
      timeField: fact.timeField,
      timeType: fact.timeType,
      where: join([rowsWithin(fact, range, timeZone), ...someOnly(columns)], sql` AND `),
      columns: columns.map(({ name, expression }) => ({ name, expression })),
      ...(begins.length === 0 ? {} : { starts: begins }),
    },
  ]
}

/** More conditions than this cost more than the rows they leave out. */
const MOST_ONLY = 8

/** The rows some column reads, where every column says which: what no column reads need not be grouped. */
function someOnly(columns: readonly GatheredColumn[]): Sql[] {
  const distinct = new Map(columns.map(({ only }) => [only === null ? '' : JSON.stringify(only.parts), only]))
  const given = [...distinct.values()].filter((only) => only !== null)
  return given.length < distinct.size || given.length > MOST_ONLY ? [] : [sql`(${join(given, sql` OR `)})`]
}

function withNeeds(gathering: PassGathering, pass: FactPass): FactPass {
  const { over } = pass
  if (over === undefined) return pass
  return { ...pass, over: { ...over, needs: needsOf(gathering, [...over.columns.map((column) => column.expression), over.where]) } }
}

/** The passes that expressions over customers speak of, with the columns they name only. */
function needsOf(gathering: PassGathering, expressions: readonly Sql[]): FactPass[] {
  const used = names(expressions)
  const facts = [...gathering.facts.entries()].flatMap(([alias, fact]) => toPass(gathering, alias, fact, fact.columns.filter(({ name }) => used.has(`${alias}.${name}`))))
  const others = [...gathering.others.entries()].filter(([alias]) => used.has(`${alias}.value`))
  return [...facts, ...others.map(([, { pass }]) => withNeeds(gathering, pass))]
}

function names(expressions: readonly Sql[]): Set<string> {
  return new Set(expressions.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'identifier' ? [part.names.join('.')] : []))))
}

function widened(a: DateRange, b: DateRange): DateRange {
  const from = a.from === null || b.from === null ? null : a.from < b.from ? a.from : b.from
  return { from, to: a.to > b.to ? a.to : b.to }
}
