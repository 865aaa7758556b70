import { issueMistakes, type Mistake } from '#kernel/error'
import { checkRule, checkValue, referencesOf, type RuleDocument, type RuleReferences, type ValueDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { DefinitionLookup } from '#platform/definition'
import { loadCheckSchema } from './actions/check-schema.js'
import { evaluateTags, type EvaluateInput, type EvaluateResult } from './actions/evaluation/evaluate-tags.js'
import { giveOutcomes } from './actions/evaluation/tag-effects.js'
import { runMisTag, type MisTagInput, type MisTagResult } from './actions/mistag/run-mis-tag.js'
import { decisionSchema, tagLabelSchema, type Decision, type TagLabel } from './contract-evaluation.js'
import { misTagSchema, type MisTag } from './contract-mistag.js'
import { newestEvaluation } from './store/evaluation-store.js'
import { latestSnapshot } from './actions/latest-snapshot.js'
import type { OutcomePorts, TagPorts } from './ports.js'

const TICK_SECONDS = 3600
const EVERY_DAYS = 7

/** Who evaluates when it is due: the product itself. */
const evaluator: Actor = {
  id: 'system:tag-evaluation',
  name: '标签评估 Tag evaluation',
  kind: 'system',
  roles: [],
  permissions: ['tag.read', 'tag.write'],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

/** Jobs of evaluation and checks, and the definitions they go by. */
export function registerEvaluation(context: Context, ports: TagPorts, outcomes: OutcomePorts): void {
  giveOutcomes(context, outcomes)
  context.jobs.register<EvaluateInput, EvaluateResult>({
    kind: 'tags.evaluate',
    titleZh: '评估标签',
    titleEn: 'Evaluate tags',
    afterCrash: 'resume',
    exclusive: () => 'tags.evaluate',
    run: (run) => evaluateTags(context, ports, run),
  })
  context.jobs.register<MisTagInput, MisTagResult>({
    kind: 'tags.mis-tag',
    titleZh: '核查误标',
    titleEn: 'Check for mis-tags',
    afterCrash: 'resume',
    exclusive: ({ key }) => `mis-tag:${key}`,
    run: (run) => runMisTag(context, ports, run),
  })
  context.jobs.every('tags.evaluate', TICK_SECONDS, () => startWhenDue(context))
  registerDecisions(context)
  registerMisTags(context)
}

/** A week after the last evaluation, once there is a newer snapshot; the first is asked for by a person. */
async function startWhenDue(context: Context): Promise<void> {
  const [newest, snapshot] = await Promise.all([newestEvaluation(context.ledger.db), latestSnapshot(context)])
  if (newest === null || snapshot === null || snapshot.asOf <= newest.asOf) return
  const age = context.clock.now().getTime() - Date.parse(newest.ranAt)
  if (age < EVERY_DAYS * 86_400_000) return
  await context.jobs.start('tags.evaluate', {}, evaluator, { subject: 'all', idempotencyKey: `tag-evaluation:${snapshot.asOf}` })
}

function registerDecisions(context: Context): void {
  context.definitions.register<Decision>({
    kind: 'decision',
    order: 22,
    permissions: { read: 'tag.read', write: 'tag.write' },
    async check(body, lookup) {
      const parsed = decisionSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const { outcome, population } = parsed.data
      const mistakes = await documentMistakes(context, lookup, [['outcome', outcome], ...(population === undefined ? [] : [['population', population] as const])])
      return mistakes.length > 0 ? { mistakes } : { body: parsed.data }
    },
    references: ({ outcome, population }) => tagsRead([outcome, ...(population === undefined ? [] : [population])]),
  })
  context.definitions.register<TagLabel>({
    kind: 'tag-label',
    order: 23,
    permissions: { read: 'tag.read', write: 'tag.write' },
    async check(body, lookup) {
      const parsed = tagLabelSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const { tag, label } = parsed.data
      const schema = await loadCheckSchema(context, lookup, merged([referencesOf(label), { ...referencesOf(label), tags: [tag] }]))
      const [known, told] = [schema.tag(tag), checkValue(label, schema)]
      if (known === undefined) return { mistakes: [{ code: 'NOT_FOUND', path: 'tag', params: { what: `tag ${tag}` } }] }
      if (!told.ok) return { mistakes: told.mistakes.map((mistake) => ({ ...mistake, path: `label.${mistake.path}` })) }
      const comparable = familyOf(known.type) === familyOf(told.type.type)
      return comparable ? { body: parsed.data } : { mistakes: [{ code: 'TAG_LABEL_TYPE', path: 'label', params: { tag, type: known.type, label: told.type.type } }] }
    },
    references: ({ tag, label }) => [{ kind: 'tag', key: tag, version: 'latest' as const }, ...tagsRead([label])],
  })
}

function registerMisTags(context: Context): void {
  context.definitions.register<MisTag>({
    kind: 'mis-tag',
    order: 21,
    permissions: { read: 'tag.read', write: 'tag.write' },
    async check(body, lookup) {
      const parsed = misTagSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const { tag, doubted, population, believed, shows, evidence } = parsed.data
      const mistakes = await documentMistakes(context, lookup, [['population', population], ['believed', believed], ['shows', shows], ...evidence.map(({ value }, at) => [`evidence.${at}.value`, value] as const)])
      const schema = await loadCheckSchema(context, lookup, { ...referencesOf(population), tags: [tag] })
      const known = schema.tag(tag)
      if (known === undefined) return { mistakes: [...mistakes, { code: 'NOT_FOUND', path: 'tag', params: { what: `tag ${tag}` } }] }
      const wrong = doubted.filter((value) => known.values !== undefined && !known.values.some(({ code }) => code === value))
      const all = [...mistakes, ...wrong.map((value): Mistake => ({ code: 'MIS_TAG_VALUE', path: 'doubted', params: { tag, value } }))]
      return all.length > 0 ? { mistakes: all } : { body: parsed.data }
    },
    references: ({ tag, population, believed, shows, evidence }) => [{ kind: 'tag', key: tag, version: 'latest' as const }, ...tagsRead([population, believed, shows, ...evidence.map(({ value }) => value)])],
  })
}

/** Mistakes of rules and values of a definition, each under its own path. */
export async function documentMistakes(context: Context, lookup: DefinitionLookup, documents: readonly (readonly [string, RuleDocument | ValueDocument])[]): Promise<Mistake[]> {
  const schema = await loadCheckSchema(context, lookup, merged(documents.map(([, document]) => referencesOf(document))))
  return documents.flatMap(([path, document]) => {
    const result = document.kind === 'value' ? checkValue(document, schema) : checkRule(document, schema)
    return result.ok ? [] : result.mistakes.map((mistake) => ({ ...mistake, path: `${path}.${mistake.path}` }))
  })
}

function merged(all: readonly RuleReferences[]): RuleReferences {
  const every = <K extends keyof RuleReferences>(name: K) => all.flatMap((each) => [...each[name]]) as unknown as RuleReferences[K]
  return { tags: every('tags'), attrs: every('attrs'), facts: every('facts'), segments: every('segments'), lists: every('lists'), params: every('params') }
}

function tagsRead(documents: readonly (RuleDocument | ValueDocument)[]) {
  const keys = new Set(documents.flatMap((document) => referencesOf(document).tags))
  return [...keys].map((key) => ({ kind: 'tag', key, version: 'latest' as const }))
}

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']

function familyOf(type: string): string {
  return NUMBERS.includes(type) ? 'number' : type === 'enum' ? 'string' : type
}
