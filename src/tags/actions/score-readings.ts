import { daysBetween } from '#kernel/calendar'
import type { Context } from '#platform/context'
import type { ManualValue, Scored, Tag } from '../contract.js'
import { isScored, scoredBy, scoreFieldOf, scoreKey } from '../domain/score-tag.js'
import type { ScorePort, ScoreReading } from '../ports.js'
import { markReading } from './mark/mark-reading.js'
import { correctionReading } from './mistag/correction-run.js'

/** Where scores are read, given once by app: models are a later room. */
const ports = new WeakMap<Context['ledger'], ScorePort>()

export function giveScores(context: Context, port: ScorePort): void {
  ports.set(context.ledger, port)
}

/** The run a score tag reads on a date: the newest known by then, none when it is too old. */
export async function readScore(context: Context, scored: Scored, asOf: string): Promise<ScoreReading | null> {
  if (scored.kind === 'manual') return markReading(context, scored, asOf)
  const found = scored.kind === 'correction' ? await correctionReading(context, scored, asOf) : ((await ports.get(context.ledger)?.newest(scored, asOf)) ?? null)
  return found === null || daysBetween(found.asOf, asOf) > scored.maxAgeDays ? null : found
}

/** Runs of every score tag, by `scoreKey`. */
export async function readScores(context: Context, tags: Iterable<{ readonly body: Tag }>, asOf: string): Promise<Map<string, ScoreReading | null>> {
  const found = new Map<string, ScoreReading | null>()
  for (const { body } of tags) {
    const { compute } = body
    if (isScored(compute) && !found.has(scoreKey(compute))) found.set(scoreKey(compute), await readScore(context, compute, asOf))
  }
  return found
}

/** Where a score tag's value comes from on a date, as people see it. */
export async function scoreSource(context: Context, compute: Exclude<Scored, ManualValue>, asOf: string) {
  const reading = await readScore(context, compute, asOf)
  const run = reading === null ? null : { runId: reading.runId, version: reading.version, asOf: reading.asOf, ageDays: daysBetween(reading.asOf, asOf) }
  const by = scoredBy(compute)
  const of = (wanted: string) => (by?.kind === wanted ? by.key : null)
  return { model: of('model'), analysis: of('analysis'), ...(compute.kind === 'correction' ? { check: compute.check } : {}), field: scoreFieldOf(compute), maxAgeDays: compute.maxAgeDays, run }
}
