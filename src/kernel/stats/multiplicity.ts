/**
 * p-values adjusted for the false discovery rate, in the order given. Benjamini & Hochberg, JRSS B 57 (1995);
 * equal to R's p.adjust(method = "BH"). A null p stays null and is not counted.
 */
export function adjustPValues(pValues: readonly (number | null)[]): (number | null)[] {
  const known = pValues.flatMap((p, at) => (p === null ? [] : [{ p, at }])).sort((a, b) => b.p - a.p)
  const adjusted: (number | null)[] = pValues.map(() => null)
  let least = 1
  known.forEach(({ p, at }, place) => {
    const rank = known.length - place
    least = Math.min(least, (p * known.length) / rank)
    adjusted[at] = least
  })
  return adjusted
}
