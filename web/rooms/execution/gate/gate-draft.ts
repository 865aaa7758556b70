import { fixedSteps, type GatePolicy, LAST_STEP } from '#execution/contract'

export const gateStepNumbers: readonly number[] = Array.from({ length: LAST_STEP }, (_, at) => at + 1)

/** Reasons by step as they are edited; a step without one is not accepted. */
export type GateDraft = Readonly<Record<number, string>>

export const draftOf = ({ accepted }: Pick<GatePolicy, 'accepted'>): GateDraft => Object.fromEntries(accepted.map(({ step, why }) => [step, why]))

export const isFixed = (step: number): boolean => fixedSteps.includes(step)

/** What PUT takes. */
export function toChange(draft: GateDraft): { accepted: { step: number; why: string }[] } {
  return { accepted: gateStepNumbers.filter((step) => draft[step] !== undefined && !isFixed(step)).map((step) => ({ step, why: (draft[step] ?? '').trim() })) }
}

const LEAST_WHY = 4

/** Steps whose reason is too short to be one. */
export const withoutReason = (draft: GateDraft): number[] => toChange(draft).accepted.filter(({ why }) => why.length < LEAST_WHY).map(({ step }) => step)

export type StepStanding = 'ALWAYS' | 'ACCEPTED' | 'FILE_ONLY' | 'STOPS'

/** What a step without data does on a channel. */
export function standingOf(step: number, channel: string, draft: GateDraft): StepStanding {
  if (isFixed(step)) return 'ALWAYS'
  if (draft[step] !== undefined) return 'ACCEPTED'
  return channel === 'FILE' ? 'FILE_ONLY' : 'STOPS'
}
