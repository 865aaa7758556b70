import { type AggregateNode, type BoolNode, type ResponseNode } from './node.js'
import { mistaken, type Resolver } from './resolver.js'
import { resolveWindow } from './resolve-window.js'
import { type TypedCell, type TypedResponse, type TypedValue } from './typed.js'

/** Resolves which cell a customer answers best: for each cell the number of its rows, and of its answered rows. */
export function resolveResponse(r: Resolver, node: ResponseNode, path: string): TypedValue | null {
  if (r.fact !== null) return mistaken(r, 'RULE_NOT_IN_FILTER', path, { kind: 'response' })
  if (!areCodesSound(r, node, path)) return null
  const cell = node.cell === undefined ? null : node.cells.findIndex(({ code }) => code === node.cell)
  const cells: TypedCell[] = []
  for (const at of node.cells.keys()) {
    const found = resolveCell(r, node, at, path)
    // What is wrong with the table or its filter would be said again of every cell.
    if (found === null) return null
    cells.push(found)
  }
  const rows = resolveRows(r, node, path)
  if (rows === null) return null
  const reading = { kind: 'response', path, cells, cell, least: node.least ?? 0, ...rows } as const satisfies TypedResponse
  r.populations.push(reading)
  return { ...reading, info: cell === null ? { type: 'enum', values: cells.map(({ item }) => item) } : { type: 'decimal' } }
}

/** Which rows it is about and what an answer is, for sentences. */
function resolveRows(r: Resolver, node: ResponseNode, path: string): Pick<TypedResponse, 'fact' | 'window' | 'filter' | 'answered'> | null {
  const fact = r.schema.fact(node.table)
  const window = resolveWindow(r, node.window, [fact], `${path}.window`)
  if (fact === undefined || window === null) return null
  const answered = r.bool({ ...r, fact }, node.of, `${path}.of`)
  const filter = node.filter === undefined ? null : r.bool({ ...r, fact }, node.filter, `${path}.filter`)
  return answered === null ? null : { fact, window, filter, answered }
}

/** Every code is one cell's, and the cell asked of is one of them. */
function areCodesSound(r: Resolver, { cells, cell }: ResponseNode, path: string): boolean {
  const codes = cells.map(({ code }) => code)
  const twice = codes.findIndex((code, at) => codes.indexOf(code) !== at)
  if (twice >= 0) mistaken(r, 'RULE_LITERAL_INVALID', `${path}.cells[${twice}].code`, { type: 'enum', value: codes[twice] ?? '' })
  const isKnown = cell === undefined || codes.includes(cell)
  if (!isKnown) mistaken(r, 'RULE_LITERAL_INVALID', `${path}.cell`, { type: 'enum', value: cell })
  return twice < 0 && isKnown
}

function resolveCell(r: Resolver, node: ResponseNode, at: number, path: string): TypedCell | null {
  const cell = node.cells[at]
  if (cell === undefined) return null
  const { code, zh, en } = cell
  const inCell: BoolNode[] = [...(node.filter === undefined ? [] : [node.filter]), cell.if]
  const tries = r.value(r, countOf(node, inCell), `${path}.cells[${at}]`)
  const answers = tries === null ? null : r.value(r, countOf(node, [...inCell, node.of]), `${path}.cells[${at}]`)
  return tries === null || answers === null ? null : { item: { code, zh, en }, tries, answers }
}

function countOf({ table, window }: ResponseNode, all: readonly BoolNode[]): AggregateNode {
  return { kind: 'agg', table, fn: 'count', filter: { kind: 'all', all }, ...(window === undefined ? {} : { window }) }
}
