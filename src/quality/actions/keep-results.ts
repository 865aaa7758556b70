import type { Context } from '#platform/context'
import type { QualityRule } from '../domain/quality-rule.js'
import type { QualityPorts } from '../ports.js'
import { closeEnded, closePassed, raiseAlert } from '../store/alert-store.js'
import { writeResults, type NewResult } from '../store/result-store.js'
import { tellPeople } from './tell-people.js'

export interface Checked {
  readonly results: readonly NewResult[]
  readonly rules: readonly QualityRule[]
  /** `rules` are all there are: alerts of others end. */
  readonly complete: boolean
  readonly jobId: string
}

/** Keeps results and moves alerts in one transaction, then tells people of alerts nobody was told of. How many are new. */
export async function keepResults(context: Context, ports: QualityPorts, { results, rules, complete, jobId }: Checked): Promise<number> {
  const byKey = new Map(rules.map((rule) => [rule.key, rule]))
  const raised = await context.ledger.transaction(async (tx) => {
    await writeResults(tx, results, jobId)
    if (complete) await closeEnded(tx, [...byKey.keys()])
    let fresh = 0
    for (const result of results) {
      if (result.status === 'pass') await closePassed(tx, result)
      if (result.status !== 'warn' && result.status !== 'block') continue
      const id = await raiseAlert(tx, result, byKey.get(result.rule)?.name ?? { zh: result.rule })
      if (id !== null) fresh += 1
    }
    return fresh
  })
  await tellPeople(context, ports, byKey)
  return raised
}
