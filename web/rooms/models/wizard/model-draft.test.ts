import { describe, expect, it } from 'vitest'
import { choiceOf, featureKey, labelOfKind, missingParts, readDraft, startDraft, startValue, stepOf, withFeatures, withoutFeatures } from './model-draft.js'

const feature = (key: string, zh = key) => ({ key, name: { zh }, value: { v: 1 as const, kind: 'value' as const, value: { kind: 'tag' as const, tag: key } } })

describe('a draft of a model', () => {
  it('keeps parts the steps do not show, and is not read when the steps cannot show it', () => {
    const body = { ...startDraft, owner: 'team-a', monitor: { scorePsi: 0.2 } }
    expect(readDraft(body)).toEqual(body)
    expect(readDraft({ ...startDraft, task: 'uplift' })).toBeNull()
    expect(readDraft(null)).toBeNull()
  })

  it('finds the step of a mistake', () => {
    expect(['population.rule.all[1]', 'features[3].value', 'label.floor', 'horizonDays', 'training.asOf', 'algorithm.trees', 'name'].map(stepOf)).toEqual(['population', 'features', 'outcome', 'outcome', 'dates', 'algorithm', 'review'])
  })

  it('says what is missing until there is an outcome and a feature', () => {
    expect(missingParts(startDraft).map(({ step }) => step)).toEqual(['outcome', 'features'])
    expect(missingParts({ label: labelOfKind('rule', undefined, { facts: [] }), features: [feature('a')] })).toEqual([])
  })

  it('adds a pack once and takes it away whole', () => {
    const some = withFeatures([feature('a', 'mine')], [feature('a'), feature('b')])
    expect(some.map(({ key, name }) => [key, name.zh])).toEqual([['a', 'mine'], ['b', 'b']])
    expect(withoutFeatures(some, new Set(['a'])).map(({ key }) => key)).toEqual(['b'])
  })

  it('makes keys the contract takes', () => {
    expect(featureKey('Days since payroll', new Set())).toBe('days_since_payroll')
    expect(featureKey('30 days', new Set(['days']))).toBe('days_2')
    expect(featureKey('资产', new Set(['feature', 'feature_2']))).toBe('feature_3')
  })

  it.each(['tag:spend-band', 'attr:customer:gender', 'age:customer:birth_date', 'since:customer:open_date', 'fact:txn'])('%s opens as it was chosen', (choice) => {
    expect(choiceOf(startValue(choice)!)).toBe(choice)
  })

  it('a label of another kind keeps its value', () => {
    const facts = [{ table: 'aum_month', name: { zh: '', en: '' }, rows: 1, fields: [{ key: 'end', name: { zh: '', en: '' }, type: 'money' }] }]
    const drop = labelOfKind('drop', undefined, { facts })
    expect(drop).toMatchObject({ kind: 'drop', share: 0.8, value: { value: { table: 'aum_month', field: 'end' } } })
    expect(labelOfKind('value', drop, { facts })).toEqual({ kind: 'value', value: drop.kind === 'drop' ? drop.value : null })
  })
})
