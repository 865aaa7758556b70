import { describe, expect, it } from 'vitest'
import { qualityRuleSchema } from '#quality/contract'
import { checkKinds, columnChoices, draftOf, freshCheck, freshRule, withKind } from './rule-draft.js'

describe('a rule while it is written', () => {
  it('starts every kind from what the server would take as default', () => {
    for (const kind of checkKinds) {
      const whole = kind === 'referential' ? { ...freshCheck(kind), to: { table: 'product', column: 'product_id' } } : freshCheck(kind)
      const parsed = qualityRuleSchema.safeParse({ table: 'customer', check: whole })
      expect([kind, parsed.success && parsed.data.check]).toEqual([kind, kind === 'referential' ? whole : freshCheck(kind)])
    }
  })

  it('keeps columns another kind can be about and drops the rest', () => {
    const draft = { ...freshRule(), columns: ['gender', 'birth_date'] }
    expect(withKind(draft, 'uniqueness').columns).toEqual(['gender', 'birth_date'])
    expect(withKind(draft, 'drift')).toMatchObject({ table: 'customer', columns: ['gender'], check: { kind: 'drift' } })
    expect(withKind(draft, 'reconciliation')).not.toHaveProperty('table')
  })

  it('offers columns a kind can read; sealed ones for validity only', () => {
    const names = (kind: (typeof checkKinds)[number]) => columnChoices('customer', kind, []).map(({ name }) => name)
    expect(names('validity')).toContain('mobile')
    expect(names('completeness')).not.toContain('mobile')
    expect(names('range')).not.toContain('gender')
    expect(columnChoices('txn', 'range', [{ name: 'score', zh: '分', en: 'Score', column: { type: 'int' } }]).map(({ name }) => name)).not.toContain('score')
  })

  it('reads a saved body, or starts anew', () => {
    expect(draftOf({ table: 'txn', check: { kind: 'volume' } })).toEqual({ table: 'txn', check: { kind: 'volume' } })
    expect(draftOf(null)).toEqual(freshRule())
  })
})
