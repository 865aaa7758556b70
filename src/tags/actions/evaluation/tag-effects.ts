import type { Context } from '#platform/context'
import type { TagEffect } from '../../domain/evaluation/grade.js'
import type { OutcomePorts, TagExperiment } from '../../ports.js'

/** Where results are read, given once by app: models and reviews are later rooms. */
const ports = new WeakMap<Context['ledger'], OutcomePorts>()

export function giveOutcomes(context: Context, given: OutcomePorts): void {
  ports.set(context.ledger, given)
}

/** Results of strategies that act on a tag; none where nothing was evaluated yet. */
export async function effectsOf(context: Context, strategies: readonly string[]): Promise<readonly TagEffect[]> {
  return strategies.length === 0 ? [] : ((await ports.get(context.ledger)?.effects.effects(strategies)) ?? [])
}

/** Campaigns given at random whose outcomes are known by a date, the latest first. */
export async function experimentsUntil(context: Context, until: string, most: number): Promise<readonly TagExperiment[]> {
  const found = (await ports.get(context.ledger)?.experiments.experiments(until)) ?? []
  return [...found].sort((one, two) => (one.asOf === two.asOf ? (one.campaign < two.campaign ? -1 : 1) : one.asOf < two.asOf ? 1 : -1)).slice(0, most)
}
