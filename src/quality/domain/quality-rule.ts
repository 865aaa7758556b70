import type { QualityRuleBody } from './rule-body.js'

/** A rule as it is checked: published by the bank or built in. */
export interface QualityRule {
  readonly key: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  /** null for a built-in rule. */
  readonly version: number | null
  readonly body: QualityRuleBody
}
