import { type FactRow } from './customer.js'
import { momentIn, rowsWithinWindow } from './evaluate-rows.js'
import { type Evaluator } from './evaluator.js'
import { type TypedSequence } from './typed.js'

interface Step {
  readonly moment: number
  readonly step: number
}

/**
 * Whether rows follow each other through every step within the span. In order of time, and at one moment in order of the
 * steps, each row that meets a step carries on the chain that began last.
 */
export function sequenceHolds(e: Evaluator, node: TypedSequence): boolean {
  if (node.strict) return strictlyHolds(e, node)
  const began: (number | undefined)[] = []
  for (const { moment, step } of stepsMet(e, node)) {
    const start = step === 0 ? moment : began[step - 1]
    if (start !== undefined && moment <= start + node.span) began[step] = start
  }
  return began[node.steps.length - 1] !== undefined
}

function stepsMet(e: Evaluator, node: TypedSequence): Step[] {
  const found = rowsOf(e, node).flatMap(({ moment, met }) => met.map((step) => ({ moment, step })))
  return found.sort((a, b) => a.moment - b.moment || a.step - b.step)
}

interface Met {
  readonly moment: number
  /** The steps the row meets. */
  readonly met: readonly number[]
}

/** Rows of the window of every table, each with the steps it meets. */
function rowsOf(e: Evaluator, node: TypedSequence): Met[] {
  return node.facts.flatMap((fact) => {
    const metBy = (row: FactRow) => node.steps.flatMap((step, at) => (step.fact.table === fact.table && e.bool({ ...e, row }, step.if, true) ? [at] : []))
    return rowsWithinWindow(e, fact, node.window).flatMap((row) => {
      const moment = momentIn(e, fact, row, node.keeping)
      return moment === null ? [] : [{ moment, met: metBy(row) }]
    })
  })
}

/** From every moment the first step is met: each further step is met at the same moment or the very next one with a row. */
function strictlyHolds(e: Evaluator, node: TypedSequence): boolean {
  const moments = momentsOf(rowsOf(e, node))
  const goesOn = (at: number, step: number, until: number): boolean => {
    const here = moments[at]
    if (here === undefined || here.moment > until || !here.met.has(step)) return false
    return step === node.steps.length - 1 || goesOn(at, step + 1, until) || goesOn(at + 1, step + 1, until)
  }
  return moments.some(({ moment }, at) => goesOn(at, 0, moment + node.span))
}

function momentsOf(rows: readonly Met[]): { readonly moment: number; readonly met: ReadonlySet<number> }[] {
  const met = new Map<number, Set<number>>()
  for (const row of rows) met.set(row.moment, new Set([...(met.get(row.moment) ?? []), ...row.met]))
  return [...met].sort(([a], [b]) => a - b).map(([moment, steps]) => ({ moment, met: steps }))
}
