import { z } from 'zod'
import { AppError, messageOf, type Mistake } from '#kernel/error'
import { formatMoney } from '#kernel/money'
import { checkValue, phraseOfValue, referencesOf, ruleDocument, sentenceOf, type RuleDocument, type RuleSchema, type ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import { loadSegmentGround } from '#segments'
import type { ModelPlan, PackList, ValueTypeView } from '../contract-plan.js'
import { featureSchema, labelSchema, trainingSchema, type ModelLabel } from '../contract.js'
import { treatmentSchema, type Treatment } from '../contract-uplift.js'
import { featurePacks } from '../domain/feature-packs.js'
import { planDates } from '../domain/plan-dates.js'
import { findLeaks } from './refuse-leaks.js'
import { findCampaigns } from './uplift/load-campaigns.js'

/** The parts of a body that are whole already. */
const partsSchema = z.object({
  population: ruleDocument.optional().catch(undefined),
  features: z.array(featureSchema.nullable().catch(null)).catch([]),
  label: labelSchema.optional().catch(undefined),
  training: trainingSchema.optional().catch(undefined),
  horizonDays: z.number().int().min(1).max(730).optional().catch(undefined),
  treatment: treatmentSchema.optional().catch(undefined),
})
type Parts = z.infer<typeof partsSchema>

/**
 * What training a body would do today, before it is saved: which dates it learns from and is tested on, which features
 * would be refused as leaks, and what its parts say in words. A part that is not whole yet is passed over.
 */
export async function planModel(context: Context, body: object): Promise<ModelPlan> {
  const parts = partsSchema.parse(body)
  const today = await context.businessClock.today()
  const planned = parts.treatment === undefined ? datesOf(parts, today) : await campaignsOf(context, parts, parts.treatment, today)
  const first = planned.first
  const leaks = first === undefined ? [] : await leaksOn(context, parts, { asOf: first, knownAt: today })
  const mistakes = [...planned.mistakes, ...leaks].map((mistake) => ({ ...mistake, message: messageOf(mistake.code, mistake.params) }))
  return { today, dates: planned.dates, ...(planned.campaigns === undefined ? {} : { campaigns: planned.campaigns }), mistakes, sentences: await sentencesOfParts(context, parts) }
}

interface Planned {
  readonly dates: ModelPlan['dates']
  readonly campaigns?: NonNullable<ModelPlan['campaigns']>
  /** The earliest date rows are made for; none when that is not known yet. */
  readonly first: string | undefined
  readonly mistakes: readonly Mistake[]
}

function datesOf({ training, horizonDays }: Parts, today: string): Planned {
  if (training === undefined || horizonDays === undefined) return { dates: null, first: undefined, mistakes: [] }
  try {
    const { train, test, left } = planDates(training, horizonDays, today)
    const firstTest = test[0] ?? ''
    return { dates: { train: [...train], test: [...test], left: left.map((date) => ({ date, why: date < firstTest ? 'unsettled' : 'unknown' })) }, first: train[0], mistakes: [] }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { dates: null, first: undefined, mistakes: [{ code: error.code, path: 'training.asOf', params: error.params }] }
  }
}

/** The campaigns an uplift model would learn from; what is wrong with one stands at its place. */
async function campaignsOf(context: Context, { horizonDays = 1 }: Parts, treatment: Treatment, today: string): Promise<Planned> {
  const { campaigns, mistakes } = await findCampaigns(context, { treatment, horizonDays }, today)
  return { dates: null, campaigns: [...campaigns], first: campaigns.map(({ asOf }) => asOf).sort()[0], mistakes }
}

/** Leaks on the earliest training date: what was not known then counts for every date. */
async function leaksOn(context: Context, { population, features }: Parts, date: { asOf: string; knownAt: string }): Promise<Mistake[]> {
  const everybody: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }
  const ground = await loadSegmentGround(context, population === undefined ? [] : [population], date.asOf, undefined, date.knownAt)
  const places = features.flatMap((feature, at) => (feature === null ? [] : [{ at, feature }]))
  const leaks = await findLeaks(context, { population: population ?? everybody, features: places.map(({ feature }) => feature) }, ground)
  return leaks.map((leak) => ({ ...leak, path: leak.path.replace(/^features\[(\d+)\]/, (_, place: string) => `features[${places[Number(place)]?.at ?? place}]`) }))
}

/** What the whole parts of a body say. */
export function sentencesOf(context: Context, body: object): Promise<ModelPlan['sentences']> {
  return sentencesOfParts(context, partsSchema.parse(body))
}

async function sentencesOfParts(context: Context, { population, features, label }: Parts): Promise<ModelPlan['sentences']> {
  const rules = [population, label?.kind === 'rule' ? label.rule : undefined].filter((rule) => rule !== undefined)
  const known = await knownSegments(context, rules)
  const { schema } = await loadSegmentGround(context, known, undefined)
  const said = (document: RuleDocument | ValueDocument | undefined) => (document === undefined ? null : inBoth(document, schema))
  return {
    population: said(population),
    label: label === undefined ? null : labelInBoth(label, schema),
    labelType: label === undefined || label.kind === 'rule' ? null : typeOfValue(label.value, schema),
    features: features.flatMap((feature) => (feature === null ? [] : [{ key: feature.key, sentence: said(feature.value) }])),
  }
}

/** Rules whose segments are all published: a rule that names another has no words yet. */
async function knownSegments(context: Context, rules: readonly RuleDocument[]): Promise<RuleDocument[]> {
  const published = new Set((await context.definitions.list('segment')).filter(({ version }) => version !== null).map(({ key }) => key))
  return rules.filter((rule) => referencesOf(rule).segments.every(({ segment }) => published.has(segment)))
}

/** What counts as the outcome, in both languages; null when it does not fit what the bank has. */
function labelInBoth(label: ModelLabel, schema: RuleSchema): { zh: string; en: string } | null {
  const said = inBoth(label.kind === 'rule' ? label.rule : label.value, schema)
  if (said === null || label.kind !== 'drop') return said
  const ccy = typeOfValue(label.value, schema)?.ccy ?? null
  const floor = (language: 'zh' | 'en'): string => (ccy === null ? String(label.floor) : formatMoney(Math.round(label.floor), ccy, language, { compact: true }))
  const percent = String(Number((label.share * 100).toPrecision(6)))
  return { zh: `${said.zh}从至少 ${floor('zh')} 跌掉 ${percent}% 以上`, en: `${said.en}, at least ${floor('en')}, falls by ${percent} % or more` }
}

/** Type of a value; null when it does not fit what the bank has. */
export function typeOfValue(value: ValueDocument, schema: RuleSchema): ValueTypeView | null {
  const checked = checkValue(value, schema)
  return checked.ok ? { type: checked.type.type, ccy: checked.type.ccy ?? null } : null
}

/** A document in both languages; null when it does not fit what the bank has. */
export function inBoth(document: RuleDocument | ValueDocument, schema: RuleSchema): { zh: string; en: string } | null {
  const say = (language: 'zh' | 'en'): string => (document.kind === 'rule' ? sentenceOf(document, schema, language) : phraseOfValue(document, schema, language))
  try {
    return { zh: say('zh'), en: say('en') }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Features ready to be taken: of every pack those whose tables hold rows here, in words. */
export async function listPacks(context: Context): Promise<PackList> {
  const { schema, facts } = await loadSegmentGround(context, [], undefined)
  const isLoaded = (value: ValueDocument): boolean => referencesOf(value).facts.every((table) => (facts.get(table) ?? []).length > 0)
  const packs = featurePacks.map((pack) => ({
    key: pack.key,
    name: pack.name,
    features: pack.features.flatMap((feature) => {
      const sentence = isLoaded(feature.value) ? inBoth(feature.value, schema) : null
      return sentence === null ? [] : [{ ...feature, sentence }]
    }),
  }))
  return { items: packs.filter(({ features }) => features.length > 0) }
}
