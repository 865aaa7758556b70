import { z } from 'zod'
import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOf, referencesOfAll, type RuleDocument, type TypeInfo, type ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { purposeMistakes } from '#privacy'
import { backfillTag, type BackfillInput, type BackfillResult } from './actions/backfill-tag.js'
import { buildSnapshot, type BuildInput, type BuildResult } from './actions/build-snapshot.js'
import { loadCheckSchema } from './actions/check-schema.js'
import { tagSchema, type Scored, type ScoreField, type Tag } from './contract.js'
import { startDueBuild } from './actions/refresh-tags.js'
import { giveScores } from './actions/score-readings.js'
import { neverSaid } from './domain/labelled.js'
import { isScored, scoredBy, scoreType, tagReferences } from './domain/score-tag.js'
import { notStreamed } from './domain/stream-tag.js'
import { documentMistakes, registerEvaluation } from './evaluation-jobs.js'
import type { OutcomePorts, ScorePort, TagPorts } from './ports.js'

const REFRESH_SECONDS = 60

/** The job that rebuilds the snapshot, and the definitions of tags. */
export function registerTags(context: Context, ports: TagPorts, given: { readonly scores: ScorePort } & OutcomePorts): void {
  giveScores(context, given.scores)
  registerEvaluation(context, ports, given)
  context.jobs.register<BuildInput, BuildResult>({
    kind: 'tags.build',
    titleZh: '重建标签',
    titleEn: 'Rebuild tags',
    afterCrash: 'resume',
    exclusive: () => 'tags',
    run: (run) => buildSnapshot(context, ports, run),
  })
  context.jobs.every('tags.build', REFRESH_SECONDS, () => startDueBuild(context))
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
      const wrong = await besideMistakes(context, parsed.data, lookup)
      if (wrong.length > 0) return { mistakes: wrong }
      const { compute } = parsed.data
      if (isScored(compute)) return streamFits(parsed.data) ?? (await scoreFits(compute, lookup)) ?? typeFits(parsed.data, scoreType(compute)) ?? purposesFit(parsed.data, lookup)
      const schema = await loadCheckSchema(context, lookup, tagReferences(compute))
      const result = compute.kind === 'value' ? checkValue(compute, schema) : checkRule(compute, schema)
      if (result.ok) return streamFits(parsed.data) ?? typeFits(parsed.data, result.type) ?? purposesFit(parsed.data, lookup)
      return { mistakes: result.mistakes.map((mistake) => ({ ...mistake, path: `compute.${mistake.path}` })) }
    },
    references: ({ compute, population, shares = [] }) => [
      ...besideOf({ population, shares }).flatMap(([, document]) => referencesOf(document).tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const }))),
      ...tagReferences(compute).tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
      ...answeredBy(compute),
    ],
  })
}

/** What stands beside the computation: whom the tag is about, and its shares. */
function besideOf({ population, shares = [] }: Pick<Tag, 'population' | 'shares'>): [path: string, document: RuleDocument | ValueDocument][] {
  const parts = shares.map(({ value }, at): [string, ValueDocument] => [`shares[${at}].value`, value])
  return population === undefined ? parts : [['population', population], ...parts]
}

/** A share is a number, each code has one. */
async function besideMistakes(context: Context, body: Tag, lookup: DefinitionLookup): Promise<Mistake[]> {
  const wrong = await documentMistakes(context, lookup, besideOf(body))
  if (wrong.length > 0) return wrong
  const shares = body.shares ?? []
  const schema = shares.length === 0 ? null : await loadCheckSchema(context, lookup, referencesOfAll(besideOf(body).map(([, document]) => document)))
  return shares.flatMap(({ code, value }, at): Mistake[] => {
    if (shares.findIndex((share) => share.code === code) !== at) return [{ code: 'FIELD_INVALID', path: `shares[${at}].code`, params: { reason: 'repeated' } }]
    const checked = schema === null ? null : checkValue(value, schema)
    return checked?.ok === true && !['int', 'decimal'].includes(checked.type.type) ? [{ code: 'FIELD_INVALID', path: `shares[${at}].value`, params: { reason: 'a share is a number' } }] : []
  })
}

function typeFits(body: Tag, type: TypeInfo) {
  return holdFits(body, type) ?? labelsFit(body, type)
}

function answeredBy(compute: Tag['compute']) {
  const by = isScored(compute) ? scoredBy(compute) : null
  return by === null ? [] : [{ ...by, version: 'latest' as const }]
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

/** A code is named only where the tag can have it. */
function labelsFit({ labels }: Tag, type: TypeInfo) {
  const unknown = neverSaid(type, labels)
  if (unknown.length === 0) return null
  return { mistakes: unknown.map((code) => ({ code: 'FIELD_INVALID' as const, path: `labels.${code}`, params: { reason: `the tag never has the value ${code}` } })) }
}

async function purposesFit(body: Tag, lookup: DefinitionLookup) {
  const mistakes = await purposeMistakes(lookup, body, body.purposes ?? [], 'purposes')
  return mistakes.length > 0 ? { mistakes } : { body }
}

const OF_UPLIFT: readonly ScoreField[] = ['effect', 'effect_low', 'effect_high', 'gain', 'quadrant']

/** Only uplift models have effects and quadrants. Whether the model exists is checked with every reference. */
async function scoreFits(scored: Scored, lookup: DefinitionLookup) {
  if (scored.kind === 'manual' && scored.type === 'enum' && scored.values === undefined) return { mistakes: [{ code: 'FIELD_INVALID' as const, path: 'compute.values', params: { reason: 'missing' } }] }
  if (scored.kind !== 'score') return null
  const { model, field } = scored
  const found = await lookup.find('model', model)
  const task = taskSchema.safeParse(found?.body)
  if (!task.success || task.data.task === 'uplift' || !OF_UPLIFT.includes(field)) return null
  return { mistakes: [{ code: 'TAG_SCORE_FIELD' as const, path: 'compute.field', params: { model, field, task: task.data.task } }] }
}

const taskSchema = z.object({ task: z.string() })
