import { z } from 'zod'
import { valueDocument } from '#kernel/rule'

const whole = (least: number, most: number) => z.number().int().min(least).max(most)

const brought = {
  /** Score of whoever the model gives none; left out when absent. */
  otherwise: z.number().optional(),
  /** Corrects the probabilities on the validation rows, as a trained model's are. */
  recalibrate: z.boolean().default(false),
}

/** Table of the features in an expression: `{kind: 'attr', table: 'feature', field: <feature key>}`. */
export const FEATURE_TABLE = 'feature'

/**
 * A score written down in the rule language over the features, as models see them: money in minor units, dates as days
 * up to the date, yes and no as 1 and 0.
 */
export const expressionSchema = z.strictObject({
  kind: z.literal('expression'),
  value: valueDocument,
  /** What the value is where the label is 0 or 1: a probability, or log-odds (a sum of points). */
  scale: z.enum(['probability', 'log-odds']).default('probability'),
  ...brought,
})

/** A model file the bank brings, by the SHA-256 of its content. */
export const onnxSchema = z.strictObject({
  kind: z.literal('onnx'),
  file: z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of an uploaded file'),
  /** Where the score is; the second column of `probabilities`, else of the first output of numbers, when absent. */
  output: z.strictObject({ name: z.string().min(1).max(200), column: whole(0, 10_000).default(0) }).optional(),
  ...brought,
})

/** A service of the bank that scores: POST of {rows: [{feature: value}]}, answer {results: [{score, base?, reasons?}]}. */
export const endpointSchema = z.strictObject({
  kind: z.literal('http'),
  url: z.url({ protocol: /^https?$/ }).max(1000),
  /** A connector secret (token or password) bound to the host. */
  secretRef: z.string().min(1).max(100).optional(),
  batch: whole(1, 5000).default(500),
  timeoutSeconds: whole(1, 120).default(10),
  /** Tries after the first. */
  retries: whole(0, 5).default(2),
  ...brought,
})

export const plugSchemas = [expressionSchema, onnxSchema, endpointSchema] as const
export type ExpressionPlug = z.infer<typeof expressionSchema>
export type OnnxPlug = z.infer<typeof onnxSchema>
export type EndpointPlug = z.infer<typeof endpointSchema>
export type Plug = ExpressionPlug | OnnxPlug | EndpointPlug

/** How the reasons of a score were found. */
export const reasonMethods = ['coefficients', 'tree-shap', 'shapley-exact', 'shapley-sampled', 'service', 'path'] as const
export type ReasonMethod = (typeof reasonMethods)[number]

const onnxValue = z.object({ name: z.string(), type: z.string(), shape: z.array(z.number().nullable()) })

/** An uploaded model file: what it takes and gives. */
export const modelFileSchema = z.object({
  file: z.string(),
  name: z.string(),
  bytes: z.number().int(),
  inputs: z.array(onnxValue),
  outputs: z.array(onnxValue),
  uploadedBy: z.object({ id: z.string(), name: z.string() }),
  uploadedAt: z.string(),
  usedBy: z.array(z.string()),
})
export type ModelFile = z.infer<typeof modelFileSchema>
export const modelFileListSchema = z.object({ items: z.array(modelFileSchema) })

/** What a service that scores answers. */
export const endpointAnswerSchema = z.object({
  results: z.array(
    z.object({
      score: z.number().nullable(),
      base: z.number().optional(),
      reasons: z.array(z.object({ feature: z.string(), effect: z.number() })).optional(),
    }),
  ),
})
export type EndpointAnswer = z.infer<typeof endpointAnswerSchema>
