import type { DictionaryEntry } from '../contract.js'

/**
 * Entries that hold every word of the search, best first: a word equal to the key counts most, then the start of the key,
 * the names, anywhere in the key, then the description and owner. Chinese is searched as it is written, in any part.
 */
export function searchEntries(entries: readonly DictionaryEntry[], text: string): DictionaryEntry[] {
  const words = text.toLowerCase().normalize('NFKC').split(/[\s,，、]+/).filter((word) => word !== '')
  if (words.length === 0) return [...entries]
  return entries
    .map((entry) => ({ entry, rank: rankOf(entry, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, two) => two.rank - one.rank || one.entry.id.localeCompare(two.entry.id))
    .map(({ entry }) => entry)
}

function rankOf(entry: DictionaryEntry, words: readonly string[]): number {
  const ranks = words.map((word) => wordRank(entry, word))
  return ranks.includes(0) ? 0 : ranks.reduce((sum, rank) => sum + rank, 0)
}

/** How well a word fits, by what it fits and how; the best counts. */
function wordRank({ key, name, description, owner }: DictionaryEntry, word: string): number {
  const whole = key.toLowerCase()
  const last = whole.split('.').at(-1) ?? whole
  const fits: readonly (readonly [text: string, equal: number, starts: number, inside: number])[] = [
    [last, 100, 70, 50],
    [whole, 100, 70, 40],
    [name.zh.toLowerCase(), 90, 60, 50],
    [name.en.toLowerCase(), 90, 60, 40],
    [[description?.zh, description?.en, owner].join(' ').toLowerCase(), 10, 10, 10],
  ]
  return Math.max(...fits.map(([text, equal, starts, inside]) => fit(text, word, [equal, starts, inside])))
}

function fit(text: string, word: string, [equal, starts, inside]: readonly [number, number, number]): number {
  if (text === word) return equal
  if (text.startsWith(word)) return starts
  return text.includes(word) ? inside : 0
}
