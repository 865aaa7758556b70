import { nodesOf, stepsOf, type BoolNode, type RuleDocument, type RuleSchema, type ValueDocument } from '#kernel/rule'

/** Something a rule or a value is made of: a tag, a column of the customer, or rows of a fact. */
export interface Reading {
  readonly kind: 'tag' | 'field' | 'rows'
  /** The tag, or the table. */
  readonly name: string
  readonly field: string | null
  /** Of rows: values their columns must have, where the document says so; rows of disjoint values are others. */
  readonly pins: ReadonlyMap<string, ReadonlySet<string>>
  /** Tags through which it is read, outermost first. */
  readonly via: readonly string[]
}

const NO_PINS: Reading['pins'] = new Map()

/** What a document reads itself. */
export function readingsOf(document: RuleDocument | ValueDocument, via: readonly string[] = []): Reading[] {
  return nodesOf(document).flatMap(({ node }): Reading[] => {
    if (node.kind === 'tag') return [{ kind: 'tag', name: node.tag, field: null, pins: NO_PINS, via }]
    if (node.kind === 'attr') return [{ kind: 'field', name: node.table, field: node.field, pins: NO_PINS, via }]
    if (node.kind === 'agg') return [{ kind: 'rows', name: node.table, field: null, pins: pinsOf(node.filter), via }]
    if (node.kind === 'interval') return [node.from, node.to].map((row) => ({ kind: 'rows', name: node.table, field: null, pins: pinsOf(row), via }))
    return node.kind === 'sequence' ? stepsOf(node).map((step) => ({ kind: 'rows' as const, name: step.table, field: null, pins: pinsOf(step.if), via })) : []
  })
}

/** Columns a filter holds to a value or a list of values, whatever else it asks. */
function pinsOf(filter: BoolNode | undefined): Reading['pins'] {
  const pins = new Map<string, ReadonlySet<string>>()
  for (const node of filter?.kind === 'all' ? filter.all : filter === undefined ? [] : [filter]) {
    if (node.kind !== 'compare' || node.left.kind !== 'field' || (node.op !== '=' && node.op !== 'in')) continue
    const values = [node.value].flat()
    if (values.every((value) => ['string', 'number', 'boolean'].includes(typeof value))) pins.set(node.left.field, new Set(values.map(String)))
  }
  return pins
}

/** Tables that tell the same of a customer in other steps: assets by day and by month. */
const SAME_FIGURES: Readonly<Record<string, string>> = { aum_daily: 'aum_month' }
const figureOf = (name: string): string => SAME_FIGURES[name] ?? name

/** Whether two readings are of the same tag, the same column, or rows that may be the same. */
export function isShared(one: Reading, other: Reading): boolean {
  if (one.kind !== other.kind || figureOf(one.name) !== figureOf(other.name) || one.field !== other.field) return false
  return ![...one.pins].some(([field, values]) => {
    const theirs = other.pins.get(field)
    return theirs !== undefined && [...values].every((value) => !theirs.has(value))
  })
}

/** What of the readings of a feature also decides who is a seed: it would only tell the rule again. Each once, the most direct first. */
export function sharedReadings(feature: readonly Reading[], seeds: readonly Reading[]): Reading[] {
  const found = feature.filter((reading) => seeds.some((seed) => isShared(reading, seed))).toSorted((a, b) => a.via.length - b.via.length)
  return [...new Map(found.toReversed().map((reading) => [`${reading.kind}.${reading.name}.${reading.field ?? ''}`, reading])).values()].toReversed()
}

/** A reading in words. */
export function readingInWords({ kind, name, field, via }: Reading, schema: RuleSchema): { zh: string; en: string } {
  const said = { tag: () => label(schema.tag(name), name), field: () => label(schema.attr(name, field ?? ''), `${name}.${field ?? ''}`), rows: () => label(schema.fact(name), name) }[kind]()
  const word = { tag: { zh: '标签', en: 'the tag' }, field: { zh: '字段', en: 'the field' }, rows: { zh: '明细', en: 'rows of' } }[kind]
  const through = via.map((tag) => label(schema.tag(tag), tag))
  return {
    zh: `圈定种子的条件也读取${word.zh}“${said.zh}”${through.length === 0 ? '' : `（经标签“${through.map(({ zh }) => zh).join('”、“')}”）`}`,
    en: `who is a seed is decided by ${word.en} “${said.en}”, too${through.length === 0 ? '' : ` (through the tag “${through.map(({ en }) => en).join('”, “')}”)`}`,
  }
}

function label(spec: { readonly zh: string; readonly en: string } | undefined, name: string): { zh: string; en: string } {
  return spec === undefined ? { zh: name, en: name } : { zh: spec.zh, en: spec.en }
}
