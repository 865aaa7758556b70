import { describe, expect, it } from 'vitest'
import { type ModelItem, stateOf, type Version } from './model-state.js'

const version = (status: Version['status']): Version => ({
  model: 'churn', number: 1, definitionVersion: 1, algorithm: 'linear', status, headline: null,
  trainedBy: { id: '1', name: 'a' }, trainedAt: '2025-01-01T00:00:00Z', approvedBy: null, approvedAt: null, promotedAt: null,
})
const scored = {} as NonNullable<ModelItem['scored']>
const state = (part: Partial<ModelItem>) => stateOf({ version: 1, champion: null, newest: null, scored: null, ...part })

describe('how far a model is', () => {
  it('goes from draft to live one step at a time', () => {
    expect(state({ version: null })).toBe('draft')
    expect(state({})).toBe('untrained')
    expect(state({ newest: version('trained') })).toBe('trained')
    expect(state({ newest: version('approved') })).toBe('approved')
    expect(state({ champion: version('champion'), newest: version('champion') })).toBe('unscored')
    expect(state({ champion: version('champion'), newest: version('trained'), scored })).toBe('live')
  })
})
