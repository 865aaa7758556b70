export interface Labelled {
  readonly found: string
  readonly truth: string
}

export interface LabelF1 {
  readonly label: string
  readonly count: number
  readonly f1: number
}

/** F1 of every label that is true of somebody, and their plain mean. */
export function macroF1(rows: readonly Labelled[]): { readonly macro: number; readonly labels: readonly LabelF1[] } {
  const labels = [...new Set(rows.map(({ truth }) => truth))].sort().map((label): LabelF1 => {
    const hits = rows.filter(({ found, truth }) => found === label && truth === label).length
    const wrong = rows.filter(({ found, truth }) => (found === label) !== (truth === label)).length
    return { label, count: rows.filter(({ truth }) => truth === label).length, f1: hits === 0 ? 0 : (2 * hits) / (2 * hits + wrong) }
  })
  return { macro: labels.length === 0 ? 0 : labels.reduce((sum, { f1 }) => sum + f1, 0) / labels.length, labels }
}
