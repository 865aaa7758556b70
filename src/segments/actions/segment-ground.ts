import { addDays } from '#kernel/calendar'
import { sql, type Sql } from '#kernel/sql'
import { compileRule, referencesOf, type MemberSpec, type RuleDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import { loadRuleGround, type MemberPorts, type RuleGround } from '#tags'
import type { Segment, SegmentRun } from '../contract.js'
import { isMember } from '../sql/segment-queries.js'
import { partCondition } from './segment-members.js'
import { segmentRuns } from './segment-runs.js'

interface KnownSegment {
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly rule: RuleDocument
  /** A snapshot of this version and date, when one was taken. */
  readonly runId: number | null
  /** Whom of the rule's members it takes, where it is of a cluster or a cell. */
  readonly part: Sql | null
  readonly isList: boolean
  /** Its snapshots, newest date first. */
  readonly runs: readonly SegmentRun[]
}

/**
 * A ground on which rules may name segments and frozen lists. A segment with a snapshot of the same date is read from
 * its bitmap; another is compiled in place. Of days ago only snapshots tell.
 */
export async function loadSegmentGround(
  context: Context,
  rules: readonly RuleDocument[],
  asOf: string | undefined,
  list: MemberPorts['list'] = () => undefined,
  /** As in `loadRuleGround`. */
  knownAt?: string,
): Promise<RuleGround> {
  const known = new Map<string, KnownSegment>()
  for (const rule of rules) await gather(context, rule, asOf, known)
  const place: { ground: RuleGround | null } = { ground: null }
  const members: MemberPorts = {
    list,
    segment: (key, version, daysAgo) => memberOf(known.get(`${key}@${version}`), place.ground, { key, version, daysAgo }),
  }
  place.ground = await loadRuleGround(context, { asOf, members, knownAt })
  return place.ground
}

async function gather(context: Context, rule: RuleDocument, asOf: string | undefined, known: Map<string, KnownSegment>): Promise<void> {
  for (const { segment, version } of referencesOf(rule).segments) {
    const id = `${segment}@${version}`
    if (known.has(id)) continue
    const definition = await context.definitions.version<Segment>('segment', segment, version)
    const runs = await segmentRuns(context, segment)
    const frozen = definition.body.frozen === true ? runs[0] : undefined
    const run = frozen ?? runs.find((each) => each.version === definition.version && each.asOf === asOf)
    const { body } = definition
    known.set(id, { name: definition.name, rule: body.rule, runId: run?.runId ?? null, part: await partCondition(context, body, asOf), isList: isPlainList(body), runs })
    await gather(context, definition.body.rule, asOf, known)
  }
}

function isPlainList({ rule, list, cluster, tier }: Segment): boolean {
  return list !== undefined && cluster === undefined && tier === undefined && rule.rule.kind === 'always'
}

interface Asked {
  readonly key: string
  readonly version: number | 'latest'
  readonly daysAgo: number | null
}

function memberOf(segment: KnownSegment | undefined, ground: RuleGround | null, { key, version, daysAgo }: Asked): MemberSpec | undefined {
  if (segment === undefined || ground === null) return undefined
  const label = { zh: segment.name.zh, en: segment.name.en ?? key, isList: segment.isList }
  if (daysAgo !== null) return { ...label, ...recordedOn(segment.runs, version, addDays(ground.asOf, -daysAgo)) }
  if (segment.runId !== null) return { ...label, condition: isMember(segment.runId) }
  const { condition } = compileRule(segment.rule, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes })
  return { ...label, condition: segment.part === null ? condition : sql`(${condition} AND ${segment.part})` }
}

/** Members as the newest snapshot of a day or before has them; of `latest` whichever version it was of. */
function recordedOn(runs: readonly SegmentRun[], version: number | 'latest', day: string): Pick<MemberSpec, 'condition' | 'isUnrecorded'> {
  const run = runs.find((each) => each.asOf <= day && (version === 'latest' || each.version === version))
  return run === undefined ? { condition: sql`toUInt8(0)`, isUnrecorded: true } : { condition: isMember(run.runId) }
}
