import type { Context } from '#platform/context'
import type { TagEffect } from '../../domain/evaluation/grade.js'
import type { EffectPort } from '../../ports.js'

/** Where results of strategies are read, given once by app: reviews are a later room. */
const ports = new WeakMap<Context['ledger'], EffectPort>()

export function giveEffects(context: Context, port: EffectPort): void {
  ports.set(context.ledger, port)
}

/** Results of strategies that act on a tag; none where nothing was evaluated yet. */
export async function effectsOf(context: Context, strategies: readonly string[]): Promise<readonly TagEffect[]> {
  return strategies.length === 0 ? [] : ((await ports.get(context.ledger)?.effects(strategies)) ?? [])
}
