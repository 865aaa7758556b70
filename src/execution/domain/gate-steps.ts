import { ageOn } from '#kernel/calendar'
import { isQuiet } from '#privacy/contract'
import { allChannelCaps, channelCaps, channelHours, isOpenAt, isOverCap } from './channel-policy.js'
import type { GateInputs } from './gate.js'

interface Outcome {
  readonly result: 'PASS' | 'BLOCK' | 'NOT_EVALUATED'
  readonly reason: string | null
}
type GateStep = (inputs: GateInputs) => Outcome

const pass: Outcome = { result: 'PASS', reason: null }
const notEvaluated: Outcome = { result: 'NOT_EVALUATED', reason: null }
const block = (reason: string): Outcome => ({ result: 'BLOCK', reason })

const ADULT = 18

/** 1: alive, adult, not staff, account not frozen or closed. */
const subject: GateStep = ({ subject: who, today }) => {
  if (who.deceased === true) return block('DECEASED')
  const minor = minorOf(who, today)
  if (minor === true) return block('MINOR')
  if (who.staff === true) return block('STAFF')
  if (who.status === 'FROZEN' || who.status === 'CLOSED') return block(`ACCOUNT_${who.status}`)
  const known = who.deceased !== null && minor !== null && who.staff !== null && who.status !== null
  return known ? pass : notEvaluated
}

function minorOf(who: GateInputs['subject'], today: string): boolean | null {
  const age = who.birthDate === null ? null : ageOn(who.birthDate, today)
  if (who.minor === true || (age !== null && age < ADULT)) return true
  return who.minor === null && age === null ? null : false
}

/**
 * 2: data may be used at all; consent to marketing is live, and who switched personalisation off gets only what is the
 * same for everybody. A service message needs no consent.
 */
const consent: GateStep = (inputs) => {
  if (inputs.said?.restricted === true) return block('RESTRICTED')
  if (inputs.purpose === 'SERVICE') return pass
  if (inputs.consent === false) return block('NO_CONSENT')
  if (inputs.said?.personalisedOff === true && inputs.personalised !== false) return block('PERSONALISED_OFF')
  return inputs.consent === null ? notEvaluated : pass
}

/** 3: the bank's do-not-contact flag, the uploaded list, and a no to this very channel, which stays until taken back. */
const doNotContact: GateStep = (inputs) => {
  if (inputs.onDoNotContactList) return block('DNC_LIST')
  if (inputs.said?.channelOut === true) return block('CHANNEL_OPT_OUT')
  if (inputs.doNotContact === null) return notEvaluated
  return inputs.doNotContact ? block('DO_NOT_CONTACT') : pass
}

/** 5: hours of the channel and the customer's own, in the bank's zone. */
const quietHours: GateStep = ({ channel, time, said }) => {
  const quiet = channelHours[channel] !== null && isQuiet(time, said?.quietFrom ?? null, said?.quietTo ?? null)
  return isOpenAt(channel, time) && !quiet ? pass : block('QUIET_HOURS')
}

/** 6: caps of the channel, over all channels, and of the strategy. */
const caps: GateStep = ({ channel, strategy, strategyCap, contacts, today }) => {
  const sameChannel = contacts.filter((contact) => contact.channel === channel)
  if (channelCaps[channel].some((rule) => isOverCap(sameChannel, rule, today))) return block('CAP_CHANNEL')
  if (allChannelCaps.some((rule) => isOverCap(contacts, rule, today))) return block('CAP_ALL_CHANNELS')
  const sameStrategy = contacts.filter((contact) => contact.strategy === strategy)
  if (strategyCap !== null && isOverCap(sameStrategy, strategyCap, today)) return block('CAP_STRATEGY')
  return pass
}

/** 12: control is never contacted, on human channels either. */
const holdOut: GateStep = ({ control }) => (control ? block('HOLD_OUT') : pass)

function evidenceStep(name: keyof GateInputs['evidence'], reason: string): GateStep {
  return ({ evidence }) => {
    const value = evidence[name]
    if (value === null) return notEvaluated
    return value ? pass : block(reason)
  }
}

/** The twelve steps of domain.md 6.5, in order. The reason of step 4 is one word: sales is never told which case. */
export const gateSteps: readonly GateStep[] = [
  subject,
  consent,
  doNotContact,
  evidenceStep('noSensitiveCase', 'EXCLUDED'),
  quietHours,
  caps,
  evidenceStep('suitable', 'NOT_SUITABLE'),
  evidenceStep('notVulnerable', 'VULNERABLE'),
  evidenceStep('lendingAllowed', 'LENDING'),
  evidenceStep('contentApproved', 'CONTENT_NOT_APPROVED'),
  evidenceStep('capacityLeft', 'NO_CAPACITY'),
  holdOut,
]
