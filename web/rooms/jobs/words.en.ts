import type { Translated } from '../../ui/language/translated.js'
import type { words as zh } from './words.zh.js'

export const words: Translated<typeof zh> = {
  title: 'Jobs',
  purpose: 'Work that takes a while: what it is doing, how far it is, why it failed.',
  column: {
    title: 'Job',
    status: 'Status',
    progress: 'Progress',
    actor: 'Started by',
    created: 'Started at',
    took: 'Took',
    attempt: 'Attempts',
    kind: 'Kind',
    actions: 'Actions',
  },
  filter: { status: 'Status', kind: 'Kind', subject: 'Subject' },
  empty: {
    title: 'No job yet',
    why: 'Loading data, building tags, freezing lists and the like show their progress here.',
  },
  cancel: 'Cancel the job',
  cancelTitle: 'Cancel “{{title}}”?',
  cancelWhat: 'What it has done so far takes no effect; it can be retried later.',
  cancelling: 'Cancelling',
  retry: 'Retry',
  retried: 'Started again',
}
