import { daysBetween } from '#kernel/calendar'
import type { Context } from '#platform/context'
import type { Scored, Tag } from '../contract.js'
import { isScored, scoredBy, scoreFieldOf, scoreKey } from '../domain/score-tag.js'
import type { ScorePort, ScoreReading } from '../ports.js'
import { correctionReading } from './mistag/correction-run.js'

/** Where scores are read, given once by app: models are a later room. */
const ports = new WeakMap<Context['ledger'], ScorePort>()

export function giveScores(context: Context, port: ScorePort): void {
  ports.set(context.ledger, port)
}

/** The run a score tag reads on a date: the newest known by then, none when it is too old. */
export async function readScore(context: Context, scored: Scored, asOf: string): Promise<ScoreReading | null> {
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
export async function scoreSource(context: Context, compute: Scored, asOf: string) {
  const reading = await readScore(context, compute, asOf)
  const run = reading === null ? null : { runId: reading.runId, version: reading.version, asOf: reading.asOf, ageDays: daysBetween(reading.asOf, asOf) }
  const { kind, key } = scoredBy(compute)
  const of = (wanted: string) => (kind === wanted ? key : null)
  return { model: of('model'), analysis: of('analysis'), ...(compute.kind === 'correction' ? { check: key } : {}), field: scoreFieldOf(compute), maxAgeDays: compute.maxAgeDays, run }
}
