import { momentOf, rowsWithinWindow } from './evaluate-rows.js'
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
  const began: (number | undefined)[] = []
  for (const { moment, step } of stepsOf(e, node)) {
    const start = step === 0 ? moment : began[step - 1]
    if (start !== undefined && moment <= start + node.span) began[step] = start
  }
  return began[node.steps.length - 1] !== undefined
}

function stepsOf(e: Evaluator, node: TypedSequence): Step[] {
  const found = rowsWithinWindow(e, node.fact, node.window).flatMap((row) =>
    node.steps.flatMap((condition, step) => (e.bool({ ...e, row }, condition, true) ? [{ moment: momentOf(node.fact, row), step }] : [])),
  )
  return found.sort((a, b) => a.moment - b.moment || a.step - b.step)
}
