import { expect, it } from 'vitest'
import { isEmpty, nextStage, stagesOf } from './stages.js'

const loads = { total: 1, newest: null, rejected: 0 }
const status = { loads, tags: { published: 4, asOf: '2008-03-31' }, segments: 0, strategies: 0, evaluations: 0 }
const words = (part: Partial<typeof status>) => stagesOf({ ...status, ...part }).map(({ next }) => next.word)

it('says what to do at every stage', () => {
  expect(words({})).toEqual(['load', 'segment', 'strategy', 'execution', 'evaluate'])
  expect(words({ segments: 2, evaluations: 1 })).toEqual(['load', 'segments', 'strategy', 'execution', 'evaluations'])
  expect(words({ loads: { ...loads, rejected: 3 } })[0]).toBe('rejects')
})

it('points at the first stage not reached whose page is there', () => {
  const everywhere = () => true
  expect(nextStage(stagesOf(status), everywhere)).toBe('customers')
  const noStrategy = (path: string) => !path.startsWith('/strategy') && !path.startsWith('/execution')
  expect(nextStage(stagesOf({ ...status, segments: 1 }), noStrategy)).toBe('review')
  expect(nextStage(stagesOf(status), () => false)).toBeNull()
  expect(isEmpty({ loads: { ...loads, total: 0 } })).toBe(true)
})
