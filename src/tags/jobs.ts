import { z } from 'zod'
import { issueMistakes } from '#kernel/error'
import { checkRule, checkValue, referencesOf, type TypeInfo } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { purposeMistakes } from '#privacy'
import { backfillTag, type BackfillInput, type BackfillResult } from './actions/backfill-tag.js'
import { buildSnapshot, type BuildInput, type BuildResult } from './actions/build-snapshot.js'
import { loadCheckSchema } from './actions/check-schema.js'
import { tagSchema, type Scored, type ScoreField, type Tag } from './contract.js'
import { giveScores } from './actions/score-readings.js'
import { isScored, scoredBy, scoreType, tagReferences } from './domain/score-tag.js'
import { notStreamed } from './domain/stream-tag.js'
import { documentMistakes, registerEvaluation } from './evaluation-jobs.js'
import type { EffectPort, ScorePort, TagPorts } from './ports.js'

/** The job that rebuilds the snapshot, and the definitions of tags. */
export function registerTags(context: Context, ports: TagPorts, scores: ScorePort, effects: EffectPort): void {
  giveScores(context, scores)
  registerEvaluation(context, ports, effects)
  context.jobs.register<BuildInput, BuildResult>({
    kind: 'tags.build',
    titleZh: '重建标签',
    titleEn: 'Rebuild tags',
    afterCrash: 'resume',
    exclusive: () => 'tags',
    run: (run) => buildSnapshot(context, ports, run),
  })
  context.jobs.register<BackfillInput, BackfillResult>({
    kind: 'tags.backfill',
    titleZh: '补算标签',
    titleEn: 'Backfill a tag',
    afterCrash: 'resume',
    exclusive: ({ key }) => `tags.backfill/${key}`,
    run: (run) => backfillTag(context, ports, run),
  })
  context.definitions.register<Tag>({
    kind: 'tag',
    order: 20,
    permissions: { read: 'tag.read', write: 'tag.write' },
    async check(body, lookup) {
      const parsed = tagSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const { compute, population } = parsed.data
      const wrong = population === undefined ? [] : await documentMistakes(context, lookup, [['population', population]])
      if (wrong.length > 0) return { mistakes: wrong }
      if (isScored(compute)) return streamFits(parsed.data) ?? (await scoreFits(compute, lookup)) ?? holdFits(parsed.data, scoreType(compute)) ?? purposesFit(parsed.data, lookup)
      const schema = await loadCheckSchema(context, lookup, tagReferences(compute))
      const result = compute.kind === 'value' ? checkValue(compute, schema) : checkRule(compute, schema)
      if (result.ok) return streamFits(parsed.data) ?? holdFits(parsed.data, result.type) ?? purposesFit(parsed.data, lookup)
      return { mistakes: result.mistakes.map((mistake) => ({ ...mistake, path: `compute.${mistake.path}` })) }
    },
    references: ({ compute, population }) => [
      ...(population === undefined ? [] : referencesOf(population).tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const }))),
      ...tagReferences(compute).tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
      ...(isScored(compute) ? [{ ...scoredBy(compute), version: 'latest' as const }] : []),
    ],
  })
}

/** A tag of events as they arrive is made of events and attributes alone. */
function streamFits(body: Tag) {
  const reason = body.refresh === 'stream' ? notStreamed(body) : null
  return reason === null ? null : { mistakes: [{ code: 'TAG_NOT_STREAMED' as const, path: 'refresh', params: { reason: reason.en, reasonZh: reason.zh } }] }
}

const HELD_TYPES: readonly string[] = ['bool', 'enum', 'string']

/** Numbers change all the time: they are not held. */
function holdFits({ hold }: Tag, { type }: TypeInfo) {
  if (hold === undefined || HELD_TYPES.includes(type)) return null
  return { mistakes: [{ code: 'TAG_HOLD_TYPE' as const, path: 'hold', params: { type } }] }
}

async function purposesFit(body: Tag, lookup: DefinitionLookup) {
  const mistakes = await purposeMistakes(lookup, body, body.purposes ?? [], 'purposes')
  return mistakes.length > 0 ? { mistakes } : { body }
}

const OF_UPLIFT: readonly ScoreField[] = ['effect', 'gain', 'quadrant']

/** Only uplift models have effects and quadrants. Whether the model exists is checked with every reference. */
async function scoreFits(scored: Scored, lookup: DefinitionLookup) {
  if (scored.kind !== 'score') return null
  const { model, field } = scored
  const found = await lookup.find('model', model)
  const task = taskSchema.safeParse(found?.body)
  if (!task.success || task.data.task === 'uplift' || !OF_UPLIFT.includes(field)) return null
  return { mistakes: [{ code: 'TAG_SCORE_FIELD' as const, path: 'compute.field', params: { model, field, task: task.data.task } }] }
}

const taskSchema = z.object({ task: z.string() })
