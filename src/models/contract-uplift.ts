import { z } from 'zod'
import { ruleDocument, valueDocument } from '#kernel/rule'
import { messageSchema, pageOf, pageQuery } from '#platform/http/contract'
import { boostingSchema, linearSchema } from './contract-learner.js'
import { monitorSchema } from './contract-monitor.js'

const whole = (least: number, most: number) => z.number().int().min(least).max(most)
const nameSchema = z.strictObject({ zh: z.string().trim().min(1).max(100), en: z.string().trim().max(200).optional() })

export const quadrants = ['persuadable', 'sure_thing', 'lost_cause', 'sleeping_dog'] as const
export const listNames = ['everyone', 'organic', 'response', 'uplift', 'averse'] as const

/** Who was treated: customers of past campaigns as the touch rows have them. */
export const treatmentSchema = z.strictObject({
  campaigns: z.array(z.string().min(1).max(200)).min(1).max(50),
  /** Arms of the touch rows that were left alone. */
  control: z.array(z.string().min(1).max(200)).min(1).default(['control']),
  /** What counts as one treatment: all alike, the arm of the touch rows, the channel of the first touch, or the campaign. */
  arms: z.enum(['one', 'arm', 'channel', 'campaign']).default('one'),
  /** `chance`: arms were dealt by chance; `learned`: by somebody, so the chance is learned from the features; `auto` looks. */
  assignment: z.enum(['auto', 'chance', 'learned']).default('auto'),
  /** Intended share of the treated by campaign: a campaign that missed it is said (sample ratio). */
  shares: z.record(z.string(), z.number().gt(0).lt(1)).optional(),
})
export type Treatment = z.infer<typeof treatmentSchema>

/** What came of it: rows of `outcome` within the horizon from the campaign's first day. */
export const outcomeSchema = z.strictObject({
  metric: z.string().min(1).max(200),
  /** Only rows that name the campaign; without it any row of the metric counts. */
  attributed: z.boolean().default(true),
  /** Also learn what it is worth, from the rows' amounts. */
  amount: z.boolean().default(true),
})

/** Learns an outcome or an effect inside a learner of uplift. */
export const baseLearnerSchema = z.discriminatedUnion('kind', [linearSchema, boostingSchema])

export const upliftLearnerSchema = z.strictObject({
  /** S-, T-, X-, R- and DR-learner, class transformation, uplift forest. */
  method: z.enum(['s', 't', 'x', 'r', 'dr', 'class', 'forest']),
  outcome: baseLearnerSchema.default({ kind: 'linear', l2: 10 }),
  effect: baseLearnerSchema.default({ kind: 'linear', l2: 1000 }),
  /** Learns the amounts; `shared` by the control and the arms, each shifting one model a little (or not at all, where `shift` is false: an arm brings its effect times the amount). Default: each a ridge regression of its own. */
  amounts: z.strictObject({ learner: baseLearnerSchema, shared: z.boolean().default(true), shift: z.boolean().optional() }).optional(),
  forest: z.strictObject({ trees: whole(1, 2000).optional(), depth: whole(1, 30).optional(), leafRows: whole(1, 1_000_000).optional() }).optional(),
})

/** From which effect customers are persuadable, down to which sleeping dogs; of the others from which chance untreated sure things. */
export const quadrantRuleSchema = z.strictObject({ gain: z.number().gt(0).max(1), loss: z.number().lt(0).min(-1), sure: z.number().min(0).max(1) })

export const upliftTrainingSchema = z.strictObject({
  /** Most rows over all campaigns; above it customers are sampled by a hash of their number. */
  rows: whole(100, 5_000_000).default(400_000),
  /** Every customer is judged by a model of the other folds. */
  folds: whole(2, 20).default(5),
  rounds: whole(20, 2000).default(200),
  seed: whole(1, 2_147_483_647).default(1),
})

/** Body of a `model` definition of the task `uplift`: whom a campaign changes. */
export const upliftModelSchema = z.strictObject({
  description: messageSchema.partial({ en: true }).optional(),
  owner: z.string().optional(),
  purposes: z.array(z.string().min(1)).min(1).optional(),
  task: z.literal('uplift'),
  population: ruleDocument,
  features: z.array(z.object({ key: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/), name: nameSchema, value: valueDocument }).strict()).min(1).max(500),
  treatment: treatmentSchema,
  outcome: outcomeSchema,
  horizonDays: whole(1, 730),
  training: upliftTrainingSchema.prefault({}),
  learner: upliftLearnerSchema,
  quadrants: quadrantRuleSchema.default({ gain: 0.02, loss: -0.005, sure: 0.1 }),
  /** When it is looked at, and what starts the training of a new version. */
  monitor: monitorSchema.optional(),
})
export type UpliftBody = z.infer<typeof upliftModelSchema>

const interval = z.object({ value: z.number(), error: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable(), level: z.number(), method: z.string() })
const figure = z.number().nullable()

const worthSchema = z.object({ overNobody: interval, overEverybody: interval })
const policySchema = z.object({ treatedShare: z.number(), ipw: worthSchema, doublyRobust: worthSchema.nullable() })

/** Figures of one arm against its controls, on customers the model had not seen. Money in minor units of the bank's currency. */
export const armFiguresSchema = z.object({
  arm: z.string(),
  treated: z.number().int(),
  control: z.number().int(),
  average: interval,
  averageMoney: interval.nullable(),
  qini: interval,
  auuc: interval.nullable(),
  moneyQini: interval.nullable(),
  /** Of a model learned after treatment was dealt anew by chance: 0 but for chance. */
  placebo: interval,
  upliftAt: z.array(z.object({ share: z.number(), uplift: interval })),
  calibration: z.object({
    bands: z.array(z.object({ band: z.number(), rows: z.number(), predicted: z.number(), treatedMean: figure, controlMean: figure, observed: interval })),
    meanError: z.number(), slope: figure, intercept: figure,
  }),
  points: z.array(z.object({ share: z.number(), qini: z.number(), uplift: z.number(), qiniByChance: z.number(), upliftByChance: z.number() })),
  /** Worth for one customer of all when the best share is treated. */
  policies: z.array(z.object({ share: z.number(), outcome: policySchema, money: policySchema.nullable() })),
  quadrants: z.record(z.enum(quadrants), z.number().int()),
})

export const campaignBalanceSchema = z.object({
  campaign: z.string(), arm: z.string(), treated: z.number().int(), control: z.number().int(),
  /** Greatest standardised difference of a feature's means and of which, before and after weighting. */
  worst: z.number(), feature: z.string(), worstAfter: z.number(),
  propensityAuc: interval,
  commonSupport: z.number(),
  confounded: z.boolean(),
  learned: z.boolean(),
})

/** `confounded`: arms were chosen; `unbalanced`: weighting did not make them alike; `sample_ratio`: the split is not the intended one; `no_signal`: Qini could be 0; `placebo`: the check by chance finds something. */
export const upliftWarnings = ['confounded', 'unbalanced', 'little_support', 'sample_ratio', 'no_signal', 'placebo'] as const

const policyValueSchema = z.object({ ips: interval, selfNormalised: interval, doublyRobust: interval.nullable(), effectiveRows: z.number(), greatestWeight: z.number() })
export const upliftGroupSchema = z.object({
  group: z.string(), rows: z.number().int(), meanEffect: z.number(),
  /** Null where an arm has fewer than 20 customers of the group. */
  measured: interval.nullable(),
  selectedRate: z.number(), selectedRatio: z.number(),
})

export const upliftFiguresSchema = z.object({
  method: z.string(),
  campaigns: z.array(z.object({ campaign: z.string(), asOf: z.string(), rows: z.number().int(), contaminated: z.number().int(), sampleRatio: figure })),
  arms: z.array(armFiguresSchema),
  balance: z.array(campaignBalanceSchema),
  /** What ways of choosing an arm would have brought, for one customer of all, from what was done (off-policy). Versions made before have none. */
  policies: z
    .array(z.object({ policy: z.enum(['best', 'nobody', 'everybody']), arm: z.string().nullable(), treated: z.number(), outcome: policyValueSchema, money: policyValueSchema.nullable() }))
    .optional(),
  /** By group: customers, the effect said, the effect measured, and the share of the group on the list of the best tenth. */
  fairness: z.array(z.object({ by: z.enum(['age', 'gender', 'region']), groups: z.array(upliftGroupSchema) })).optional(),
  warnings: z.array(z.object({ warning: z.enum(upliftWarnings), of: z.string(), message: messageSchema })),
})
export type UpliftFigures = z.infer<typeof upliftFiguresSchema>

/** What an uplift model says of a customer. Money in minor units. */
export const upliftScoreSchema = z.object({
  /** The arm worth most. */
  arm: z.string(),
  /** Effect on the chance (0.01 is one percentage point), and the money it brings. */
  effect: z.number(),
  /** Where the effect lies, by learning again without a part of the customers; null of forests and of versions made before. */
  range: z.object({ low: z.number(), high: z.number(), level: z.number() }).nullable().optional(),
  gain: figure,
  organic: z.number(),
  response: z.number(),
  quadrant: z.enum(quadrants),
  /** Effect of each arm. */
  effects: z.array(z.object({ arm: z.string(), effect: z.number() })),
})

export const upliftQuery = pageQuery.extend({ quadrant: z.enum(quadrants).optional() })
export type UpliftQuery = z.infer<typeof upliftQuery>
export const upliftPageSchema = pageOf(upliftScoreSchema.extend({ custId: z.string(), orgPath: z.string(), decile: z.number().int() })).extend({
  runId: z.number().int(), version: z.number().int(), asOf: z.string(),
  counts: z.array(z.object({ quadrant: z.enum(quadrants), customers: z.number().int() })),
})

export const heldQuery = pageQuery.extend({ campaign: z.string().max(200).optional() })
export type HeldQuery = z.infer<typeof heldQuery>
export const heldPageSchema = pageOf(
  z.object({ custId: z.string(), campaign: z.string(), arm: z.string(), effect: z.number(), gain: figure, organic: z.number(), response: z.number(), fold: z.number().int() }),
).extend({ version: z.number().int() })

export const listsQuery = z.object({ share: z.coerce.number().gt(0).max(1).default(0.3), campaign: z.string().max(200).optional(), arm: z.string().max(200).optional(), version: z.coerce.number().int().min(1).optional() })
export type ListsQuery = z.infer<typeof listsQuery>

export const upliftListSchema = z.object({
  list: z.enum(listNames),
  size: z.number().int(), treated: z.number().int(), control: z.number().int(),
  /** Raw conversion with and without the campaign. */
  treatedRate: figure, controlRate: figure,
  /** What the campaign added: chance, and money a customer in minor units. */
  increment: interval, money: interval.nullable(),
})
/** Three lists of one size cut from the same held-back customers, beside everyone and the averse. */
export const upliftListsSchema = z.object({
  model: z.string(), version: z.number().int(), arm: z.string(), campaigns: z.array(z.string()), share: z.number(), averseShare: z.number(), customers: z.number().int(),
  lists: z.array(upliftListSchema),
  overlap: z.array(z.object({ of: z.enum(listNames), on: z.enum(listNames), share: z.number() })),
  /** The campaign was not dealt by chance: figures are weighed, not measured. */
  confounded: z.boolean(),
})
