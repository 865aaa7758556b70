import type { BoolNode, RuleDocument, ValueDocument } from '#kernel/rule'
import { type Decision, decisionSchema, type MisTag, misTagSchema, type TagLabel, tagLabelSchema } from '#tags/contract'
import type { EvaluationKind } from './use-evaluation-form.js'

export const EVALUATION_PATH = '/customers/tag-evaluation'
const SETTINGS_PATH = `${EVALUATION_PATH}?tab=definitions`
const MIS_TAGS = '/customers/mis-tags'

/** Nothing said yet: it stays to be filled in. */
const anybody: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }
export const ruleOf = (rule: BoolNode): RuleDocument => ({ v: 1, kind: 'rule', rule })

export const startValue: ValueDocument = { v: 1, kind: 'value', value: { kind: 'tag', tag: '' } }

interface Schema<Body> {
  readonly safeParse: (body: unknown) => { readonly success: true; readonly data: Body } | { readonly success: false }
}

/** A stored body as its form has it. A draft may lack what the contract asks for: its parts are put over those of a new one. */
function reader<Body extends object>(schema: Schema<Body>, start: Body): (body: unknown) => Body | null {
  return (body) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
    const parsed = schema.safeParse(body)
    return parsed.success ? parsed.data : { ...start, ...body }
  }
}

const startDecision: Decision = { outcome: anybody, windowDays: 90 }
export const decisionKind: EvaluationKind<Decision, 'decision'> = {
  kind: 'decision',
  place: 'qunce.decision-draft',
  start: startDecision,
  read: reader(decisionSchema, startDecision),
  refreshes: ['/api/v1/tag-evaluation'],
  editPath: (key) => `/customers/tag-evaluation/decisions/${encodeURIComponent(key)}/edit`,
  openPath: () => SETTINGS_PATH,
}

const startLabel: TagLabel = { tag: '', label: startValue, within: 0.1 }
export const tagLabelKind: EvaluationKind<TagLabel, 'tag-label'> = {
  kind: 'tag-label',
  place: 'qunce.tag-label-draft',
  start: startLabel,
  read: reader(tagLabelSchema, startLabel),
  refreshes: ['/api/v1/tag-evaluation'],
  editPath: (key) => `/customers/tag-evaluation/tag-labels/${encodeURIComponent(key)}/edit`,
  openPath: () => SETTINGS_PATH,
}

const startMisTag: MisTag = { tag: '', doubted: [], population: anybody, believed: anybody, shows: anybody, evidence: [], corrected: { code: '', name: { zh: '' } }, threshold: 0.5 }
export const misTagKind: EvaluationKind<MisTag, 'mis-tag'> = {
  kind: 'mis-tag',
  place: 'qunce.mis-tag-draft',
  start: startMisTag,
  read: reader(misTagSchema, startMisTag),
  refreshes: ['/api/v1/mis-tags'],
  editPath: (key) => `${MIS_TAGS}/${encodeURIComponent(key)}/edit`,
  openPath: (key) => `${MIS_TAGS}/${encodeURIComponent(key)}`,
}

/** A key no other piece of evidence has. */
export function freeEvidenceKey(used: readonly string[]): string {
  const keys = Array.from({ length: used.length + 1 }, (_, at) => `evidence_${at + 1}`)
  return keys.find((key) => !used.includes(key)) ?? `evidence_${used.length + 1}`
}
