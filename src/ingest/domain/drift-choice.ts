import type { Mistake } from '#kernel/error'
import type { Difference, DriftAction, DriftChoice, DriftPolicy } from './drift-schema.js'

/** A difference and what was decided about it; null while nobody has. */
export interface Judged {
  readonly difference: Difference
  readonly decided: DriftAction | null
}

/** What may be decided about a difference. A vanished column that is required leaves no choice. */
export function actionsFor(difference: Difference): readonly DriftAction[] {
  switch (difference.kind) {
    case 'new-column':
      return difference.mapped ? ['take', 'reject'] : ['ignore', 'map-later', 'reject']
    case 'vanished':
      return difference.required ? ['reject'] : ['missing', 'reject']
    case 'type':
    case 'new-values':
    case 'late':
      return ['accept', 'reject']
  }
}

/** Column a difference is about; empty for the whole file. */
export function columnOf(difference: Difference): string {
  return difference.kind === 'late' ? '' : difference.column
}

/** Decides each difference by the choices made for this load, then standing ones, then the source's policy. */
export function judge(differences: readonly Difference[], choices: readonly DriftChoice[], standing: readonly DriftChoice[], policy: DriftPolicy | undefined): Judged[] {
  return differences.map((difference) => {
    const chosen = chosenOf(difference, choices) ?? chosenOf(difference, standing) ?? policyAction(difference, policy)
    return { difference, decided: chosen !== null && actionsFor(difference).includes(chosen) ? chosen : null }
  })
}

function chosenOf(difference: Difference, choices: readonly DriftChoice[]): DriftAction | null {
  return choices.find((choice) => choice.kind === difference.kind && (choice.column ?? '') === columnOf(difference))?.action ?? null
}

function policyAction(difference: Difference, policy: DriftPolicy | undefined): DriftAction | null {
  if (policy === undefined) return null
  switch (difference.kind) {
    case 'new-column':
      return policy.newColumn === 'ignore' ? (difference.mapped ? 'take' : 'ignore') : null
    case 'vanished':
      return policy.vanished === 'missing' ? 'missing' : null
    case 'type':
      return policy.type === 'accept' ? 'accept' : null
    case 'new-values':
      return policy.newValues === 'accept' ? 'accept' : null
    case 'late':
      return null
  }
}

/** Mistakes of a decision: a difference left out, an action that is not possible, a choice about nothing. */
export function checkChoices(differences: readonly Difference[], choices: readonly DriftChoice[]): Mistake[] {
  const unknown = choices.flatMap((choice, at): Mistake[] => {
    const difference = differences.find((each) => each.kind === choice.kind && columnOf(each) === (choice.column ?? ''))
    const path = `choices[${at}]`
    if (difference === undefined) return [{ code: 'DRIFT_CHOICE_UNKNOWN', path, params: { kind: choice.kind, column: choice.column ?? '' } }]
    const allowed = actionsFor(difference)
    if (allowed.includes(choice.action)) return []
    return [{ code: 'DRIFT_ACTION_IMPOSSIBLE', path: `${path}.action`, params: { action: choice.action, column: columnOf(difference), actions: allowed.join(', ') } }]
  })
  const left = differences.filter((difference) => chosenOf(difference, choices) === null)
  if (choices.some((choice) => choice.action === 'reject')) return unknown
  return [...unknown, ...left.map((difference) => ({ code: 'DRIFT_UNDECIDED' as const, path: 'choices', params: { kind: difference.kind, column: columnOf(difference) } }))]
}
