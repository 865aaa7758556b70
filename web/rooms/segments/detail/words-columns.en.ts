import type { Translated } from '../../../ui/language/translated.js'
import type { words as zh } from './words-columns.zh.js'

export const words: Translated<typeof zh> = {
  choose: 'Choose tags', shown: '{{shown}} of {{all}} tags shown', add: 'Search tags', reset: 'Back to the first ones', all: 'All {{count}} tags', onlyShown: 'Only the {{count}} tags of the table', carry: 'The file carries', file: 'The first row has names and keys; money is in major units with its currency.',
}
