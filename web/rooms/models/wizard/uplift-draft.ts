import { z } from 'zod'
import { ruleDocument } from '#kernel/rule'
import { featureSchema, outcomeSchema, type PastCampaigns, quadrantRuleSchema, treatmentSchema, upliftLearnerSchema, upliftTrainingSchema } from '#models/contract'
import { defined } from '../../../ui/form/defined.js'
import type { Missing, WizardStep } from './wizard-kind.js'

/** A body the steps can show, with no campaign yet; parts they do not show are kept as they are. */
const draftSchema = z.looseObject({
  task: z.literal('uplift'),
  population: ruleDocument,
  features: z.array(featureSchema),
  treatment: treatmentSchema.extend({ campaigns: z.array(z.string()) }),
  outcome: outcomeSchema.extend({ metric: z.string() }),
  horizonDays: z.number(),
  training: upliftTrainingSchema.prefault({}),
  learner: upliftLearnerSchema,
  quadrants: quadrantRuleSchema,
})
export type UpliftDraft = z.infer<typeof draftSchema>

export const startUplift: UpliftDraft = {
  task: 'uplift',
  population: { v: 1, kind: 'rule', rule: { kind: 'always' } },
  features: [],
  treatment: { campaigns: [], control: ['control'], arms: 'one', assignment: 'auto' },
  outcome: { metric: '', attributed: true, amount: true },
  horizonDays: 58,
  training: upliftTrainingSchema.parse({}),
  learner: upliftLearnerSchema.parse({ method: 'dr' }),
  quadrants: { gain: 0.02, loss: -0.005, sure: 0.1 },
}

export function readUplift(body: unknown): UpliftDraft | null {
  const parsed = draftSchema.safeParse(body)
  return parsed.success ? parsed.data : null
}

const stepOfPart: Readonly<Record<string, WizardStep>> = { population: 'population', treatment: 'campaigns', outcome: 'campaigns', horizonDays: 'campaigns', features: 'features', training: 'learner', learner: 'learner', quadrants: 'learner' }

/** The step on which a mistake of the body is corrected. */
export function upliftStepOf(path: string): WizardStep {
  return stepOfPart[path.split(/[.[]/)[0] ?? ''] ?? 'review'
}

/** What a draft cannot be saved without. */
export function missingOfUplift({ treatment, outcome, features }: Pick<UpliftDraft, 'treatment' | 'outcome' | 'features'>): readonly Missing[] {
  const isNamed = treatment.campaigns.length > 0 && outcome.metric !== ''
  return [...(isNamed ? [] : [{ step: 'campaigns', paths: ['treatment.campaigns', 'outcome.metric'] } as const]), ...(features.length === 0 ? [{ step: 'features', paths: ['features'] } as const] : [])]
}

/** The treatment with the intended share of a campaign, or without it. */
export function withShare(treatment: UpliftDraft['treatment'], campaign: string, share: number | undefined): UpliftDraft['treatment'] {
  const shares = defined<Record<string, number>>({ ...treatment.shares, ...({ [campaign]: share } as Record<string, number>) })
  return defined({ ...treatment, shares: Object.keys(shares).length > 0 ? shares : undefined })
}

type Campaign = PastCampaigns['items'][number]

const LEFT_ALONE = /control|holdout|hold-out|对照|留白/i

/** Arms of the chosen campaigns, each once. */
export function armsOf(campaigns: readonly Campaign[]): string[] {
  return [...new Set(campaigns.flatMap(({ arms }) => arms.map(({ arm }) => arm)))].sort()
}

/** Outcomes known of every chosen campaign. */
export function metricsOf(campaigns: readonly Campaign[]): Campaign['metrics'] {
  const [first, ...rest] = campaigns
  return (first?.metrics ?? []).filter(({ metric }) => rest.every(({ metrics }) => metrics.some((other) => other.metric === metric)))
}

/**
 * A draft with other campaigns: intended shares of those taken away go, arms that look left alone are the control when the
 * one named is not there, and the only outcome known of all is the outcome.
 */
export function withCampaigns(draft: UpliftDraft, names: readonly string[], known: readonly Campaign[]): Pick<UpliftDraft, 'treatment' | 'outcome'> {
  const chosen = known.filter(({ campaign }) => names.includes(campaign))
  const arms = armsOf(chosen)
  const { control, shares, ...treatment } = draft.treatment
  const kept = Object.entries(shares ?? {}).filter(([name]) => names.includes(name))
  const found = control.filter((arm) => arms.includes(arm))
  const guessed = arms.filter((arm) => LEFT_ALONE.test(arm))
  const metrics = metricsOf(chosen)
  const isKnown = metrics.some(({ metric }) => metric === draft.outcome.metric)
  const metric = isKnown ? draft.outcome.metric : (metrics[0]?.metric ?? draft.outcome.metric)
  return {
    treatment: { ...treatment, campaigns: [...names], control: found.length > 0 ? found : guessed.length > 0 ? guessed : control, ...(kept.length > 0 ? { shares: Object.fromEntries(kept) } : {}) },
    outcome: { ...draft.outcome, metric, amount: metrics.find((each) => each.metric === metric)?.amounts ?? draft.outcome.amount },
  }
}
