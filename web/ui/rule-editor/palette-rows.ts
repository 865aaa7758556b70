import { type PaletteItem, type PaletteSection, partsOf, type SectionKey } from './palette.js'

/** The most of a section shown at once: the rest asks for a press. */
export const MOST_SHOWN = 100

/** Whether what is folded under a row is shown, by the key of the row; by default where nothing was chosen. */
export type Folds = Readonly<Record<string, boolean>>

/** One line of the palette as it stands, from top to bottom. */
export interface PaletteRow {
  readonly key: string
  /** A heading, an item, a tag that itself is not offered but its shares are, something used before that is gone, or how many more there are. */
  readonly what: 'section' | 'item' | 'fold' | 'gone' | 'more'
  readonly section: SectionKey | 'recent'
  readonly level: 1 | 2 | 3
  /** The row it is folded under. */
  readonly parent: string | null
  readonly item?: PaletteItem
  /** Of a fold: the tag whose shares are under it. */
  readonly tag?: PaletteItem['under']
  /** Of what was used before: its section, or all that is remembered of what is gone. */
  readonly was?: string
  /** How many are folded under it, or how many more there are. */
  readonly count?: number
  /** Absent where nothing is folded under it. */
  readonly isOpen?: boolean
}

export interface RowsAsked {
  readonly sections: readonly PaletteSection[]
  /** What was used before, newest first; none while something is searched for. */
  readonly recent: readonly string[]
  /** What the sections were narrowed by; empty: nothing is searched for. */
  readonly typed: string
  readonly folds: Folds
}

/** How an item is remembered: the same name stands in several sections. */
export const idOf = (section: SectionKey, { key }: Pick<PaletteItem, 'key'>): string => `${section}/${key}`

/** A list of the newest, each once. */
export const withRecent = (recent: readonly string[], id: string, most = 6): readonly string[] => [id, ...recent.filter((each) => each !== id)].slice(0, most)

interface Branch {
  readonly key: string
  readonly item: PaletteItem | undefined
  readonly tag: PaletteItem['under']
  readonly shares: readonly PaletteItem[]
}

/** Items with the shares of each tag under it; under its name alone where the tag is not among them. */
function branchesOf(items: readonly PaletteItem[]): readonly Branch[] {
  const branches = new Map<string, Branch>()
  for (const item of items) {
    const key = item.under?.key ?? item.key
    const before = branches.get(key) ?? { key, item: undefined, tag: item.under, shares: [] }
    branches.set(key, item.under === undefined ? { ...before, item } : { ...before, tag: item.under, shares: [...before.shares, item] })
  }
  return [...branches.values()]
}

/** Whether a search finds a tag by what it is called, and with it all its shares. */
function isNamed({ key, name }: NonNullable<PaletteItem['under']>, typed: string): boolean {
  const text = `${key} ${name.zh} ${name.en}`.toLowerCase()
  return partsOf(typed).every((part) => text.includes(part))
}

/** The rows of a section that is open. */
function itemRows({ key: section, items }: PaletteSection, { folds, typed }: RowsAsked): readonly PaletteRow[] {
  const all = branchesOf(items)
  const more = `${section}+`
  const shown = folds[more] === true ? all : all.slice(0, MOST_SHOWN)
  const rows = shown.flatMap(({ key: name, item, tag, shares }): PaletteRow[] => {
    const key = `${section}/${name}`
    const own = { key, section, level: 2, parent: section } as const
    const [only] = shares
    if (only === undefined) return item === undefined ? [] : [{ ...own, what: 'item', item }]
    const isOpen = folds[key] ?? (tag !== undefined && !isNamed(tag, typed))
    const head: PaletteRow = { ...own, ...(item === undefined ? { what: 'fold', tag } : { what: 'item', item }), count: shares.length, isOpen }
    return [head, ...(isOpen ? shares.map((share) => ({ key: idOf(section, share), what: 'item', section, level: 3, parent: key, item: share }) as const) : [])]
  })
  return all.length === shown.length ? rows : [...rows, { key: more, what: 'more', section, level: 2, parent: section, count: all.length - shown.length }]
}

/** What was used before: where it is gone, a row says so. */
function recentRows({ recent, sections }: RowsAsked): readonly PaletteRow[] {
  const known = new Map(sections.flatMap(({ key, items }) => items.map((item) => [idOf(key, item), item] as const)))
  return recent.map((id) => {
    const item = known.get(id)
    const own = { key: `recent/${id}`, section: 'recent', level: 2, parent: 'recent', was: id.slice(0, id.indexOf('/')) } as const
    return item === undefined ? { ...own, what: 'gone', was: id } : { ...own, what: 'item', item }
  })
}

/** The lines of the palette: what was used before and the first section are open at first, of a search all that match. */
export function rowsOf(asked: RowsAsked): readonly PaletteRow[] {
  const { sections, recent, folds } = asked
  const isSearch = partsOf(asked.typed).length > 0
  const full = sections.filter(({ items }) => items.length > 0)
  const head = (section: PaletteRow['section'], count: number, isOpen: boolean): PaletteRow => ({ key: section, what: 'section', section, level: 1, parent: null, count, isOpen })
  const used = recent.length === 0 ? [] : [head('recent', recent.length, folds['recent'] ?? true)]
  return [
    ...used.flatMap((row) => [row, ...(row.isOpen === true ? recentRows(asked) : [])]),
    ...full.flatMap((section, at) => {
      const isOpen = folds[section.key] ?? (isSearch || at === 0)
      return [head(section.key, section.items.length, isOpen), ...(isOpen ? itemRows(section, asked) : [])]
    }),
  ]
}

/** What a key does. */
export type KeyAct = 'open' | 'fold' | 'press' | 'leave' | 'go'

const acts: Readonly<Record<string, KeyAct>> = { Enter: 'press', ' ': 'press', Escape: 'leave', ArrowDown: 'go', ArrowUp: 'go', ArrowLeft: 'go', ArrowRight: 'go', Home: 'go', End: 'go' }

/** What a key does on a row: left and right fold and open where something is folded, up from the first leaves. */
export function actOf(rows: readonly PaletteRow[], at: number, key: string): KeyAct | undefined {
  const isOpen = rows[at]?.isOpen
  if (key === 'ArrowRight' && isOpen === false) return 'open'
  if (key === 'ArrowLeft' && isOpen === true) return 'fold'
  return key === 'ArrowUp' && at === 0 ? 'leave' : acts[key]
}

/** Where a key leads from a row: the row next to it, into what is folded under it, or out to what it is folded under. */
export function reached(rows: readonly PaletteRow[], at: number, key: string): number {
  const row = rows[at]
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }
  const step = steps[key]
  if (step !== undefined) return Math.min(Math.max(step, 0), rows.length - 1)
  if (key === 'ArrowRight') return row?.isOpen === true ? at + 1 : at
  const out = rows.findIndex((each) => each.key === row?.parent)
  return key === 'ArrowLeft' && out >= 0 ? out : at
}

/** A piece of a name, and whether it was searched for. */
export interface Piece {
  readonly text: string
  readonly isFound: boolean
}

/** A name in pieces: those that were typed are told apart. */
export function piecesOf(text: string, typed: string): readonly Piece[] {
  const parts = partsOf(typed)
  const lower = text.toLowerCase()
  // Letters whose small form is longer would move what comes after them.
  if (parts.length === 0 || lower.length !== text.length) return [{ text, isFound: false }]
  const isFound = Array.from({ length: text.length }, () => false)
  for (const part of parts) {
    for (let from = lower.indexOf(part); from >= 0; from = lower.indexOf(part, from + part.length)) isFound.fill(true, from, from + part.length)
  }
  const starts = isFound.flatMap((found, at) => (at === 0 || found !== isFound[at - 1] ? [at] : []))
  return starts.map((start, at) => ({ text: text.slice(start, starts[at + 1]), isFound: isFound[start] === true }))
}

/** Why a name was found that does not hold what was typed: its name in the other language, or its key. */
export function foundBy({ key, name }: Pick<PaletteItem, 'key' | 'name'>, label: string, typed: string): string | null {
  const missing = partsOf(typed).filter((part) => !label.toLowerCase().includes(part))
  if (missing.length === 0) return null
  return [name.zh, name.en].find((text) => text !== label && missing.every((part) => text.toLowerCase().includes(part))) ?? key
}

/** The name of a share under its tag: without the tag's. */
export function shareLabel(label: string, tag: string): string {
  if (label.startsWith(`${tag} `)) return label.slice(tag.length + 1)
  const tail = ` in ${tag}`
  return label.endsWith(tail) ? label.slice(0, -tail.length) : label
}
