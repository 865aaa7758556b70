import { scoreBoardSchema } from '#quality/contract'
import { useApi } from '../../../api/query.js'

/** Newest quality score of every source that was judged. */
export function useScores(): ReadonlyMap<string, number> {
  const board = useApi('/api/v1/quality/scores', scoreBoardSchema, { query: { by: 'source' }, staleTime: 60_000 }).data
  const newest = (board?.rows ?? []).flatMap(({ key, days }): [string, number][] => {
    const judged = days.filter(({ score }) => score !== null).toSorted((a, b) => (a.asOf < b.asOf ? 1 : -1))[0]
    return judged?.score == null ? [] : [[key, judged.score]]
  })
  return new Map(newest)
}
