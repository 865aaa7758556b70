import { useUrlState } from '../place/scope.js'
import { chooseColumns, type ListColumn } from './list-model.js'

const storageKey = (list: string) => `qunce.columns.${list}`

function remembered(list: string): readonly string[] | null {
  try {
    return localStorage.getItem(storageKey(list))?.split(',') ?? null
  } catch {
    return null
  }
}

function remember(list: string, keys: readonly string[] | null): void {
  try {
    if (keys === null) localStorage.removeItem(storageKey(list))
    else localStorage.setItem(storageKey(list), keys.join(','))
  } catch {
    // Private windows may refuse storage.
  }
}

export interface ColumnChoice<Row> {
  readonly shown: readonly ListColumn<Row>[]
  /** `null` goes back to the default. */
  readonly choose: (keys: readonly string[] | null) => void
}

/** Which columns a list shows: in the URL as `cols`, so that a copied address shows the same, and kept on the device. */
export function useColumnChoice<Row>(list: string, columns: readonly ListColumn<Row>[]): ColumnChoice<Row> {
  const [search, change] = useUrlState()
  const chosen = search.get('cols')?.split(',') ?? remembered(list)
  return {
    shown: chooseColumns(columns, chosen),
    choose: (keys) => {
      remember(list, keys)
      change({ cols: keys === null ? null : keys.join(',') }, { replace: true })
    },
  }
}
