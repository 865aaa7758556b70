import type { ContactChannel, StepResult } from '../contract.js'
import type { CapRule, PastContact } from './channel-policy.js'
import { gateSteps } from './gate-steps.js'

/** Changes with any change of meaning, so that a stored decision says which gate took it. */
export const GATE_VERSION = '2'

/** Everything a decision depends on; null means the bank gave no data. Stored with the decision. */
export interface GateInputs {
  readonly subject: {
    readonly deceased: boolean | null
    readonly minor: boolean | null
    readonly birthDate: string | null
    readonly staff: boolean | null
    readonly status: string | null
  }
  readonly consent: boolean | null
  readonly doNotContact: boolean | null
  readonly onDoNotContactList: boolean
  /** What else the customer said; decisions of gate 1 have none. */
  readonly said?: {
    /** Data stored only: no use but what the law asks for. */
    readonly restricted: boolean
    /** A no to this channel by name. */
    readonly channelOut: boolean
    readonly personalisedOff: boolean
    /** `HH:MM`, the customer's own quiet hours. */
    readonly quietFrom: string | null
    readonly quietTo: string | null
  }
  /** Whether what is sent differs by person; absent in decisions of gate 1. */
  readonly personalised?: boolean
  readonly channel: ContactChannel
  readonly purpose: 'MARKETING' | 'SERVICE'
  /** Business date. */
  readonly today: string
  /** `HH:MM` in the bank's zone. */
  readonly time: string
  readonly strategy: string
  readonly strategyCap: CapRule | null
  /** Contacts reserved or made in the days the caps look back. */
  readonly contacts: readonly PastContact[]
  /** Steps 4, 7 to 11: true lets pass, false blocks. */
  readonly evidence: {
    readonly noSensitiveCase: boolean | null
    readonly suitable: boolean | null
    readonly notVulnerable: boolean | null
    readonly lendingAllowed: boolean | null
    readonly contentApproved: boolean | null
    readonly capacityLeft: boolean | null
  }
  readonly control: boolean
  readonly releasedBySecondPerson: boolean
  /** Steps the bank accepted as not applicable yet. */
  readonly accepted: readonly number[]
}

export interface GateDecision {
  readonly decision: 'SENT' | 'SUPPRESSED'
  /** The first step that stopped it; null when it may go. */
  readonly step: number | null
  readonly reason: string | null
  readonly steps: readonly StepResult[]
}

/**
 * The one contact gate (domain.md 6.5): twelve steps in order; the first that blocks is the recorded reason. Without a
 * block, a step nobody could evaluate stops every channel but a file of a list that a second person released, unless
 * the bank has accepted the step.
 */
export function decideContact(inputs: GateInputs): GateDecision {
  const steps = gateSteps.map((check, at): StepResult => {
    const step = at + 1
    const { result, reason } = check(inputs)
    const accepted = result === 'NOT_EVALUATED' && inputs.accepted.includes(step)
    return { step, result: accepted ? 'ACCEPTED' : result, reason }
  })
  const block = steps.find((step) => step.result === 'BLOCK')
  if (block !== undefined) return stopped(block.step, block.reason, steps)
  const open = steps.find((step) => step.result === 'NOT_EVALUATED')
  const mayPassOpen = inputs.channel === 'FILE' && inputs.releasedBySecondPerson
  if (open !== undefined && !mayPassOpen) return stopped(open.step, 'NOT_EVALUATED', steps)
  return { decision: 'SENT', step: null, reason: null, steps }
}

function stopped(step: number, reason: string | null, steps: readonly StepResult[]): GateDecision {
  return { decision: 'SUPPRESSED', step, reason, steps }
}
