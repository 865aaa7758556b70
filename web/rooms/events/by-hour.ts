interface Counted {
  readonly hour: string
  readonly what: string
  readonly count: number
}

/** What intake counts, as people are told: rejects of every reason are one. */
export const countedKinds = ['accepted', 'duplicate', 'rejected', 'late', 'corrected', 'erased', 'unknown-user'] as const
export type CountedKind = (typeof countedKinds)[number]

/** `rejected:EVENT_MALFORMED` counts as rejected; null for what this console does not know. */
export function countedAs(what: string): CountedKind | null {
  return countedKinds.find((kind) => kind === what.split(':')[0]) ?? null
}

/** Lines of a chart: one for each thing counted, its counts by hour summed over write keys, hours ascending and without gaps left out. */
export function linesByHour(hours: readonly Counted[], nameOf: (what: string) => string, labelOf: (hour: string) => string = String): { name: string; points: { at: string; value: number }[] }[] {
  const all = [...new Set(hours.map(({ hour }) => hour))].sort()
  const kinds = [...new Set(hours.map(({ what }) => what))].sort()
  return kinds.map((what) => {
    const sums = new Map<string, number>()
    for (const each of hours) if (each.what === what) sums.set(each.hour, (sums.get(each.hour) ?? 0) + each.count)
    return { name: nameOf(what), points: all.map((at) => ({ at: labelOf(at), value: sums.get(at) ?? 0 })) }
  })
}
