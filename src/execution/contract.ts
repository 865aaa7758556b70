import { z } from 'zod'
import { pageOf } from '#platform/http/contract'

/** Channels a contact goes out by, as the strategy room names them. */
export const contactChannelSchema = z.enum(['FILE', 'WEBHOOK', 'EMAIL', 'TASK'])
export type ContactChannel = z.infer<typeof contactChannelSchema>

export const LAST_STEP = 12
/** Steps that always have data: quiet hours, caps, hold-out. */
export const fixedSteps: readonly number[] = [5, 6, 12]

/** A step the bank has formally accepted as not applicable yet. */
export const acceptedStepSchema = z.object({
  step: z.number().int().min(1).max(LAST_STEP),
  why: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
})
export type AcceptedStep = z.infer<typeof acceptedStepSchema>
export const gatePolicySchema = z.object({ version: z.number().int(), gateVersion: z.string(), accepted: z.array(acceptedStepSchema) })
export type GatePolicy = z.infer<typeof gatePolicySchema>
export const gatePolicyChangeSchema = z.strictObject({
  accepted: z.array(z.strictObject({ step: z.int().min(1).max(LAST_STEP), why: z.string().trim().min(4).max(500) })).max(LAST_STEP),
})
export type GatePolicyChange = z.infer<typeof gatePolicyChangeSchema>

export const stepResultSchema = z.object({
  step: z.number().int(),
  /** ACCEPTED: not evaluated, and the bank accepted that. */
  result: z.enum(['PASS', 'BLOCK', 'NOT_EVALUATED', 'ACCEPTED']),
  reason: z.string().nullable(),
})
export type StepResult = z.infer<typeof stepResultSchema>

export const outboxStates = ['PENDING', 'SENDING', 'SENT', 'FAILED', 'SUPPRESSED', 'HELD'] as const
export const outboxStateSchema = z.enum(outboxStates)
export type OutboxState = z.infer<typeof outboxStateSchema>

export const decisionSchema = z.object({
  id: z.string(),
  listId: z.string(),
  custId: z.string(),
  arm: z.string(),
  channel: contactChannelSchema,
  state: outboxStateSchema,
  step: z.number().int().nullable(),
  reason: z.string().nullable(),
  gateVersion: z.string(),
  inputsHash: z.string(),
  attempts: z.number().int(),
  at: z.string(),
})
export const decisionPageSchema = pageOf(decisionSchema)
export const decisionQuerySchema = z.object({ state: outboxStateSchema.optional(), reason: z.string().max(60).optional() })

export const replaySchema = z.object({
  same: z.boolean(),
  hashSame: z.boolean(),
  decision: z.enum(['SENT', 'SUPPRESSED']),
  step: z.number().int().nullable(),
  reason: z.string().nullable(),
  steps: z.array(stepResultSchema),
})

export const dispatchSchema = z.object({
  listId: z.string(),
  status: z.enum(['FROZEN', 'RELEASED', 'CANCELLED']),
  jobId: z.string().nullable(),
  size: z.number().int(),
  decided: z.number().int(),
  sent: z.number().int(),
  pending: z.number().int(),
  failed: z.number().int(),
  held: z.number().int(),
  suppressed: z.number().int(),
  reasons: z.array(z.object({ state: outboxStateSchema, step: z.number().int().nullable(), reason: z.string(), n: z.number().int() })),
  finishedAt: z.string().nullable(),
  hasFile: z.boolean(),
})

export const dispositions = ['CONNECTED', 'NOT_CONNECTED', 'APPOINTED', 'REFUSED', 'WRONG_NUMBER', 'DO_NOT_CALL'] as const
export const dispositionSchema = z.enum(dispositions)
export const taskStateSchema = z.enum(['OPEN', 'DONE', 'SKIPPED'])
export type TaskState = z.infer<typeof taskStateSchema>
export const taskSchema = z.object({
  id: z.string(),
  listId: z.string(),
  strategy: z.string(),
  custId: z.string(),
  orgPath: z.string(),
  rm: z.string(),
  arm: z.string(),
  text: z.string().nullable(),
  state: taskStateSchema,
  disposition: dispositionSchema.nullable(),
  note: z.string().nullable(),
  due: z.string(),
  createdAt: z.string(),
  doneAt: z.string().nullable(),
  doneBy: z.string().nullable(),
})
export type TaskView = z.infer<typeof taskSchema>
export const taskPageSchema = pageOf(taskSchema)
export const taskQuerySchema = z.object({ state: taskStateSchema.optional(), list: z.string().regex(/^\d{1,15}$/).optional() })
export const taskDoneSchema = z
  .strictObject({
    /** What came of the contact; only a task put aside has none. */
    disposition: dispositionSchema.optional(),
    note: z.string().trim().max(2000).optional(),
    /** Put aside without a contact. */
    skip: z.boolean().default(false),
  })
  .refine((end) => end.skip || end.disposition !== undefined, { path: ['disposition'], message: 'needed unless skipped' })

export const fileRequestSchema = z.strictObject({ purpose: z.string().trim().min(4).max(200) })
export const webhookKeyRequestSchema = z.strictObject({ host: z.string().min(1).max(255) })
export const webhookKeySchema = z.object({ host: z.string(), secret: z.string() })
