import { z } from 'zod'

const brought = { otherwise: z.number().optional(), recalibrate: z.boolean().default(false) }

const broughtSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('expression'), scale: z.enum(['probability', 'log-odds']).default('probability'), ...brought }),
  z.object({ kind: z.literal('onnx'), file: z.string(), output: z.object({ name: z.string(), column: z.number().optional() }).optional(), ...brought }),
  z.object({ kind: z.literal('http'), url: z.string(), secretRef: z.string().optional(), batch: z.number().default(500), timeoutSeconds: z.number().default(10), retries: z.number().default(2), ...brought }),
])
/** A model the bank brings, with the settings people read. */
export type Brought = z.infer<typeof broughtSchema>

const ownSchema = z.object({ kind: z.string() })
const named = z.object({ algorithm: z.union([broughtSchema, ownSchema]) })
const learned = z.object({ learner: z.union([ownSchema, z.string()]) })

/** How the definition of a model scores; null where its body says nothing of it. */
export function readAlgorithm(body: unknown): Brought | { readonly kind: string } | null {
  const own = named.safeParse(body)
  if (own.success) return own.data.algorithm
  const uplift = learned.safeParse(body)
  if (!uplift.success) return null
  return typeof uplift.data.learner === 'string' ? { kind: uplift.data.learner } : uplift.data.learner
}
