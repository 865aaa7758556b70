import type { Translated } from '../../ui/language/translated.js'
import type { words as zh } from './words-archive.zh.js'

export const words: Translated<typeof zh> = {
  do: 'Archive', title: 'Archive “{{name}}”?', what: 'It leaves lists and choices; snapshots and runs stay. It is refused, with the reason, while something uses it. It can be brought back.', open: 'Archived', none: 'Nothing is archived.', restore: 'Bring back', restoreWhat: 'It becomes the next published version.', whoMay: 'To bring it back one needs the permission to apply definitions.',
  showOverlap: 'Overlap with other segments', hideOverlap: 'Hide the overlap', both: 'In both', ofRule: 'Of this rule', ofSegment: 'Of that segment', about: 'Description, owner and purposes',
}
