import type { words as quality } from '../../rooms/quality/words.zh.js'
import type { words as sources } from '../../rooms/sources/words.zh.js'
import type { words as events } from '../../rooms/events/words.zh.js'
import type { words as identity } from '../../rooms/identity/words.zh.js'
import type { words as privacy } from '../../rooms/privacy/words.zh.js'
import type { words as customers } from '../../rooms/customers/words.zh.js'
import type { words as entrance } from '../../shell/entrance/words.zh.js'
import type { words as shell } from '../../shell/words.zh.js'
import type { words as jobs } from '../../rooms/jobs/words.zh.js'
import type { words as strategy } from '../../rooms/strategy/words.zh.js'
import type { words as execution } from '../../rooms/execution/words.zh.js'
import type { words as settings } from '../../rooms/settings/words.zh.js'
import type { words as ruleEditor } from '../rule-editor/words.zh.js'
import type { words as segments } from '../../rooms/segments/words.zh.js'
import type { words as review } from '../../rooms/review/words.zh.js'
import type { words as insight } from '../../rooms/insight/words.zh.js'
import type { words as models } from '../../rooms/models/words.zh.js'
import type { words as analyses } from '../../rooms/analyses/words.zh.js'
import type { words as home } from '../../rooms/home/words.zh.js'
import type { words as ingest } from '../../rooms/ingest/words.zh.js'
import type { words as tags } from '../../rooms/tags/words.zh.js'
import type { words as ui } from '../words.zh.js'

/** Every word set, by its namespace. A room adds one line here; its files are found by name. */
export interface Resources {
  readonly ui: typeof ui
  readonly shell: typeof shell
  readonly entrance: typeof entrance
  readonly jobs: typeof jobs
  readonly strategy: typeof strategy
  readonly execution: typeof execution
  readonly settings: typeof settings
  readonly home: typeof home
  readonly ingest: typeof ingest
  readonly sources: typeof sources
  readonly quality: typeof quality
  readonly events: typeof events
  readonly identity: typeof identity
  readonly privacy: typeof privacy
  readonly customers: typeof customers
  readonly tags: typeof tags
  readonly insight: typeof insight
  readonly models: typeof models
  readonly analyses: typeof analyses
  readonly review: typeof review
  readonly segments: typeof segments
  readonly 'rule-editor': typeof ruleEditor
}

export type WordSet = keyof Resources

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    returnNull: false
    resources: Resources
  }
}
