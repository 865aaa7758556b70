import type { Hypothesis, SetItem } from '#segments/contract'
import type { SegmentSet } from './SetPage.js'

export interface Choice {
  /** `segment:key`, `cluster:clustering:run:number`, `card:id`. */
  readonly id: string
  readonly group: 'rules' | 'machine' | 'people'
  readonly name: { readonly zh: string; readonly en?: string | undefined }
  readonly size: number | null
  readonly item: SetItem
}

/** Everything of a set that can be compared; cards only with a rule. */
export function choicesOf(set: SegmentSet, cards: readonly Hypothesis[]): readonly Choice[] {
  return [
    ...set.rules.map(({ key, name, size }): Choice => ({ id: `segment:${key}`, group: 'rules', name, size, item: { kind: 'segment', key } })),
    ...set.clusterings.flatMap(({ key, name, run, clusters }) =>
      run === null
        ? []
        : clusters.map((one): Choice => ({
            id: `cluster:${key}:${run.runId}:${one.cluster}`, group: 'machine', size: one.size,
            name: { zh: `${name.zh} ${one.cluster + 1}：${one.name.zh}`, en: `${name.en ?? name.zh} ${one.cluster + 1}: ${one.name.en}` },
            item: { kind: 'cluster', clustering: key, run: run.runId, cluster: one.cluster },
          })),
    ),
    ...cards.filter(({ rule, state }) => rule !== null && state !== 'archived').map(({ id, claim, expectedSize }): Choice => ({ id: `card:${id}`, group: 'people', name: { zh: claim, en: claim }, size: expectedSize, item: { kind: 'card', id } })),
  ]
}

const EACH = 3

/** A few of each kind, the largest, to begin with. */
export function firstChoices(choices: readonly Choice[]): readonly string[] {
  return (['rules', 'machine', 'people'] as const).flatMap((group) =>
    choices.filter((one) => one.group === group).toSorted((a, b) => (b.size ?? 0) - (a.size ?? 0)).slice(0, EACH).map(({ id }) => id),
  )
}

/** How many items of two places share; the size itself on the diagonal. */
export function sharedOf(overlap: { readonly sizes: readonly (number | null)[]; readonly pairs: readonly { readonly a: number; readonly b: number; readonly both: number | null }[] }, row: number, column: number): number | null {
  if (row === column) return overlap.sizes[row] ?? null
  return overlap.pairs.find(({ a, b }) => (a === row && b === column) || (a === column && b === row))?.both ?? null
}
