import { describe, expect, it } from 'vitest'
import { measureValueSchema, scoreValueSchema } from '#tags/contract'
import { emptyScore, fieldsOfModel, fromScored, sourceOf, toScored } from './score-form.js'
import { toCompute, toForm } from './value-form.js'

describe('a tag that is a score', () => {
  it.each([
    { v: 1, kind: 'score', model: 'churn-90d', field: 'decile', maxAgeDays: 30 } as const,
    { v: 1, kind: 'measure', analysis: 'purchase-ltv', measure: 'value_36m', maxAgeDays: 62 } as const,
    { v: 1, kind: 'measure', analysis: 'purchase-ltv', measure: 'value_36m', bound: 'high', maxAgeDays: 62 } as const,
  ])('survives the form: %j', (compute) => {
    expect(toScored(fromScored(compute))).toEqual(compute)
    const form = toForm(compute)
    expect(form.kind).toBe('score')
    expect(toCompute(form)).toEqual({ state: 'ready', compute })
    expect((compute.kind === 'score' ? scoreValueSchema : measureValueSchema).safeParse(compute).success).toBe(true)
  })

  it('is not asked for until model, figure and age are chosen', () => {
    expect(toScored(emptyScore)).toBeNull()
    expect(toScored({ of: 'model:churn', field: '', maxAgeDays: 45 })).toBeNull()
    expect(toScored({ of: 'model:churn', field: 'value_36m', maxAgeDays: 45 })).toBeNull()
    expect(toScored({ of: 'analysis:ltv', field: 'alive', maxAgeDays: null })).toBeNull()
  })

  it('of a model without uplift is a score or a decile; a key may hold a colon', () => {
    expect(fieldsOfModel('binary')).toEqual(['score', 'decile'])
    expect(fieldsOfModel('uplift')).toEqual(['score', 'decile', 'effect', 'effect_low', 'effect_high', 'gain', 'quadrant'])
    expect(sourceOf('model:a:b')).toEqual({ kind: 'model', key: 'a:b' })
    expect(sourceOf('')).toBeNull()
  })
})
