import type { BoolNode, CompareNode, ResponseNode, ValueNode } from '#kernel/rule'
import { builderWords as enWords } from '../../words-builder.en.js'
import { builderWords as zhWords } from '../../words-builder.zh.js'

export type Cell = ResponseNode['cells'][number]

/** What a cell takes: rows with a code in a field, at hours from and to, both included; null: any. */
export interface CellParts {
  readonly field: string
  readonly code: string
  readonly hours: Hours | null
}

export interface Hours {
  /** The moment whose hour it is. */
  readonly of: string
  readonly from: number
  readonly to: number
}

const LAST_HOUR = 23

const hourOf = (of: string): ValueNode => ({ kind: 'datePart', part: 'hour', of: { kind: 'field', field: of } })

function hoursNode({ of, from, to }: Hours): CompareNode {
  const left = hourOf(of)
  if (from === 0) return { kind: 'compare', left, op: '<', value: to + 1 }
  if (to === LAST_HOUR) return { kind: 'compare', left, op: '>=', value: from }
  return { kind: 'compare', left, op: 'between', value: [from, to] }
}

/** The condition a cell's parts mean. */
export function conditionOf({ field, code, hours }: CellParts): BoolNode {
  const isCode: CompareNode = { kind: 'compare', left: { kind: 'field', field }, op: '=', value: code }
  return hours === null ? isCode : { kind: 'all', all: [isCode, hoursNode(hours)] }
}

/** The moment whose hour a value is. */
const momentOf = (left: ValueNode): string | null => (left.kind === 'datePart' && left.part === 'hour' && left.of.kind === 'field' ? left.of.field : null)

function readHours(node: BoolNode): Hours | null {
  if (node.kind !== 'compare') return null
  const { left, op, value } = node
  const of = momentOf(left)
  if (of === null) return null
  if (op === '<' && typeof value === 'number') return { of, from: 0, to: value - 1 }
  if (op === '>=' && typeof value === 'number') return { of, from: value, to: LAST_HOUR }
  if (op !== 'between' || !Array.isArray(value)) return null
  const [from, to] = value as readonly unknown[]
  return typeof from === 'number' && typeof to === 'number' ? { of, from, to } : null
}

function readCode(node: BoolNode | undefined): Omit<CellParts, 'hours'> | null {
  if (node?.kind !== 'compare' || node.left.kind !== 'field' || node.op !== '=' || typeof node.value !== 'string') return null
  return { field: node.left.field, code: node.value }
}

/** The parts of a cell written that way and no other; null of every other condition. */
export function partsOf(node: BoolNode): CellParts | null {
  const [first, second, third] = node.kind === 'all' ? node.all : [node]
  const code = readCode(first)
  const hours = second === undefined ? null : readHours(second)
  if (code === null || third !== undefined || (second !== undefined && hours === null)) return null
  const parts = { ...code, hours }
  return JSON.stringify(conditionOf(parts)) === JSON.stringify(node) ? parts : null
}

export interface NamedCode {
  readonly code: string
  readonly zh: string
  readonly en: string
}

export interface HourBand extends NamedCode {
  readonly from: number
  readonly to: number
}

const [zh, en] = [zhWords.response.dayParts, enWords.response.dayParts]

/** The parts of a day cells begin with. */
export const dayParts: readonly HourBand[] = [
  { code: 'MORNING', zh: zh.MORNING, en: en.MORNING, from: 0, to: 11 },
  { code: 'AFTERNOON', zh: zh.AFTERNOON, en: en.AFTERNOON, from: 12, to: 17 },
  { code: 'EVENING', zh: zh.EVENING, en: en.EVENING, from: 18, to: 23 },
]

const soundCode = (code: string): string => code.replaceAll(/[^A-Za-z0-9_+-]/g, '_').slice(0, 40)

/** A cell for every code, or for every code at every part of the day where a moment is named. */
export function crossed(field: string, codes: readonly NamedCode[], moment: string | null): readonly Cell[] {
  return codes.flatMap(({ code, zh, en }) =>
    moment === null
      ? [{ code: soundCode(code), zh, en, if: conditionOf({ field, code, hours: null }) }]
      : dayParts.map((part) => ({ code: soundCode(`${code}_${part.code}`), zh: `${zh}·${part.zh}`, en: `${en}, ${part.en}`, if: conditionOf({ field, code, hours: { of: moment, from: part.from, to: part.to } }) })),
  )
}

/** Rows of a table of 365 days; what an answer is and which cells are still to be said. */
export function startResponse(table: string): ResponseNode {
  return { kind: 'response', table, window: { kind: 'last', n: 365, unit: 'd' }, of: { kind: 'always' }, cells: [], least: 1 }
}
