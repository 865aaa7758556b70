import { issueMistakes } from '#kernel/error'
import { checkRule, referencesOf } from '#kernel/rule'
import type { Context } from '#platform/context'
import { purposeMistakes } from '#privacy'
import { loadCheckSchema, type TagPorts } from '#tags'
import { registerClusterings } from './cluster-jobs.js'
import { afterSnapshot, registerSegmentLife } from './life-jobs.js'
import { registerDiscoveries } from './discovery-jobs.js'
import { registerTierings } from './tiering-jobs.js'
import { runMistakes } from './actions/run-mark.js'
import { snapshotSegment } from './actions/snapshot-segment.js'
import { segmentSchema, type Segment, type SegmentRun } from './contract.js'

export interface SnapshotInput {
  readonly key: string
  readonly version?: number
  readonly asOf?: string
}

/** The job that freezes a segment, and the definitions of segments. */
export function registerSegments(context: Context, ports: TagPorts): void {
  registerClusterings(context, ports)
  registerTierings(context, ports)
  registerDiscoveries(context, ports)
  registerSegmentLife(context)
  context.jobs.register<SnapshotInput, SegmentRun>({
    kind: 'segment.snapshot',
    titleZh: '生成客群快照',
    titleEn: 'Take a segment snapshot',
    afterCrash: 'resume',
    exclusive: (input) => `segment:${input.key}`,
    async run(run) {
      const taken = await snapshotSegment(context, ports, { key: run.input.key, version: run.input.version ?? 'latest', asOf: run.input.asOf, jobId: run.id, signal: run.signal })
      await afterSnapshot(context, run.input.key)
      return taken
    },
  })
  context.definitions.register<Segment>({
    kind: 'segment',
    order: 30,
    permissions: { read: 'segment.read', write: 'segment.write' },
    async check(body, lookup) {
      const parsed = segmentSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const schema = await loadCheckSchema(context, lookup, referencesOf(parsed.data.rule))
      const result = checkRule(parsed.data.rule, schema)
      if (!result.ok) return { mistakes: result.mistakes.map((mistake) => ({ ...mistake, path: `rule.${mistake.path}` })) }
      const mistakes = [...(await runMistakes(context, parsed.data)), ...(await purposeMistakes(lookup, parsed.data, parsed.data.purposes ?? [], 'purposes'))]
      return mistakes.length > 0 ? { mistakes } : { body: parsed.data }
    },
    references(body) {
      const { tags, segments, lists } = referencesOf(body.rule)
      return [
        ...(body.cluster === undefined ? [] : [{ kind: 'clustering', key: body.cluster.clustering, version: 'latest' as const }]),
        ...(body.tier === undefined ? [] : [{ kind: 'tiering', key: body.tier.tiering, version: 'latest' as const }]),
        ...(body.tier?.also === undefined ? [] : [{ kind: 'tiering', key: body.tier.also.tiering, version: 'latest' as const }]),
        ...tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
        ...segments.map(({ segment, version }) => ({ kind: 'segment', key: segment, version })),
        ...lists.map((key) => ({ kind: 'strategy', key, version: 'latest' as const })),
      ]
    },
  })
}
