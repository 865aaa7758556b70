/** The last days of the `count` months before a day `YYYY-MM-DD`, latest first: the dates bankers compare. */
export function monthEndsBefore(day: string, count: number): readonly string[] {
  const [year = 1970, month = 1] = day.split('-').map(Number)
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 0)).toISOString().slice(0, 10),
  )
}
