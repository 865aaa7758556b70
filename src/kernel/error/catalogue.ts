import { accessErrors } from './catalogue/access.js'
import { definitionErrors } from './catalogue/definition.js'
import { executionErrors } from './catalogue/execution.js'
import { customersErrors } from './catalogue/customers.js'
import { eventsErrors } from './catalogue/events.js'
import { identityErrors } from './catalogue/identity.js'
import { privacyErrors } from './catalogue/privacy.js'
import { qualityErrors } from './catalogue/quality.js'
import { insightErrors } from './catalogue/insight.js'
import { ingestErrors } from './catalogue/ingest.js'
import { bitsetErrors } from './catalogue/bitset.js'
import { learnErrors } from './catalogue/learn.js'
import { analysisErrors } from './catalogue/analyses.js'
import { modelErrors } from './catalogue/models.js'
import { platformErrors } from './catalogue/platform.js'
import { reviewErrors } from './catalogue/review.js'
import { ruleErrors } from './catalogue/rule.js'
import { segmentErrors } from './catalogue/segments.js'
import { strategyErrors } from './catalogue/strategy.js'
import { tagErrors } from './catalogue/tags.js'

/** status: HTTP status; zh and en: one sentence each, with {param} places. */
export interface ErrorEntry {
  readonly status: number
  readonly zh: string
  readonly en: string
}

/** Every error the product can report. docs/errors.md lists the same set (test/house checks it). */
export const catalogue = {
  ...platformErrors,
  ...accessErrors,
  ...definitionErrors,
  ...ruleErrors,
  ...learnErrors,
  ...bitsetErrors,
  ...ingestErrors,
  ...customersErrors,
  ...eventsErrors,
  ...identityErrors,
  ...privacyErrors,
  ...qualityErrors,
  ...tagErrors,
  ...segmentErrors,
  ...insightErrors,
  ...analysisErrors,
  ...modelErrors,
  ...strategyErrors,
  ...executionErrors,
  ...reviewErrors,
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof catalogue
