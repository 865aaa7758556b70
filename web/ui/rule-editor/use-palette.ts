import { useState } from 'react'
import type { Vocabulary } from '#tags/contract'
import { paletteOf, type PaletteLabel } from './palette.js'
import { forgetUsed, keepFolds, keptFolds, recentUsed, rememberUsed } from './palette-memory.js'
import { type Folds, idOf, type PaletteRow, rowsOf } from './palette-rows.js'

/** What is searched for, what is open and what was used; the last two are kept on this device. */
export function usePalette(vocabulary: Vocabulary, without: string | undefined, labelOf: PaletteLabel) {
  const [typed, setTyped] = useState('')
  const [folds, setFolds] = useState(keptFolds)
  /** Of this search alone. */
  const [found, setFound] = useState<Folds>({})
  const [recent, setRecent] = useState(recentUsed)
  const isSearch = typed.trim() !== ''
  const sections = paletteOf(vocabulary, typed, without, labelOf)
  const used = isSearch ? [] : recent.filter((id) => id !== `segments/${without}` && id !== `lists/${without}`)
  const rows = rowsOf({ sections, recent: used, typed, folds: isSearch ? found : folds })
  const refresh = () => setRecent(recentUsed())
  return {
    typed,
    rows,
    isSearch,
    count: sections.reduce((sum, { items }) => sum + items.length, 0),
    search: (text: string) => {
      setTyped(text)
      setFound({})
      refresh()
    },
    fold: ({ key }: PaletteRow, isOpen: boolean) => {
      const next = { ...(isSearch ? found : folds), [key]: isOpen }
      if (isSearch) {
        setFound(next)
        return
      }
      setFolds(next)
      // How much of a long list is shown is of this visit.
      keepFolds(Object.fromEntries(Object.entries(next).filter(([each]) => !each.endsWith('+'))))
    },
    /** Shown when the pointer has gone: lines do not move under it. */
    remember: ({ key, section, item }: PaletteRow) => rememberUsed(section === 'recent' || item === undefined ? key.slice('recent/'.length) : idOf(section, item)),
    forget: (id: string) => {
      forgetUsed(id)
      refresh()
    },
    refresh,
  }
}
