/** A mistake of a rule beside the node it belongs to. */
export interface NodeMistake {
  readonly path: string
  readonly text: string
}

/** `body.rule.rule.all.2.value` and `rule.all[2].value` are the same place: steps from the outermost node. */
export function stepsOf(path: string): readonly string[] {
  const steps = path.split(/[.[\]]/).filter((part) => part !== '')
  let at = 0
  while (steps[at] === 'body' || (steps[at] === 'rule' && steps[at + 1] === 'rule')) at++
  return steps[at] === 'rule' ? steps.slice(at + 1) : steps.slice(at)
}

const isUnder = (steps: readonly string[], place: readonly string[]): boolean =>
  place.every((step, at) => steps[at] === step)

/** Gives every mistake to the deepest node whose path it lies under; the outermost takes the rest. */
export function placeMistakes(
  mistakes: readonly NodeMistake[],
  paths: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const places = [...paths].map(([id, path]) => ({ id, steps: stepsOf(path) }))
  const placed = new Map<string, string[]>()
  for (const { path, text } of mistakes) {
    const steps = stepsOf(path)
    const fitting = places.filter((place) => isUnder(steps, place.steps))
    const deepest = fitting.reduce((best, place) => (place.steps.length >= best.steps.length ? place : best), fitting[0] ?? places[0] ?? { id: '', steps: [] })
    placed.set(deepest.id, [...(placed.get(deepest.id) ?? []), text])
  }
  return placed
}
