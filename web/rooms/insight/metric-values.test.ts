import { expect, it } from 'vitest'
import { metricSchema } from '#insight/contract'
import { formulaOf, toSave, toValues } from './metric-values.js'

it('sends what the contract takes, with a currency for money only', () => {
  const values = { zh: ' 人均消费 ', en: '', key: 'spend', outcome: ' spend ', kind: 'mean', of: 'money', currency: 'USD', better: 'higher' } as const
  const { name, body } = toSave(values, null)
  expect(name).toEqual({ zh: '人均消费' })
  expect(metricSchema.parse(body)).toEqual(body)
  expect(body.currency).toBe('USD')
  expect(toSave({ ...values, kind: 'proportion' }, body).body).toEqual({ outcome: 'spend', kind: 'proportion', of: 'count', better: 'higher' })
})

it('keeps what the form does not show', () => {
  const body = metricSchema.parse({ outcome: 'visit', kind: 'proportion', owner: 'li' })
  const values = toValues({ key: 'visit', name: { zh: '到访率' }, body })
  expect(toSave(values as never, body).body).toMatchObject({ owner: 'li', outcome: 'visit' })
  expect(formulaOf({ kind: 'mean', of: 'money' })).toBe('money')
})
