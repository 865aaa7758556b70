import { expect, it } from 'vitest'
import { evaluationSchema } from '#review/contract'
import { isHundred, startValues, toCreate } from './evaluation-values.js'

const values = { ...startValues, zh: ' 甲 ', key: 'a', subject: 'spring', metrics: ['visit'], segment: '', windowDays: null }

it('sends what the contract takes', () => {
  const { body, name } = toCreate(values)
  expect(name).toEqual({ zh: '甲' })
  expect(evaluationSchema.parse(body)).toEqual(body)
  expect(body).toEqual({ of: { campaign: 'spring' }, control: 'C', shares: { T: 0.5, C: 0.5 }, metrics: ['visit'], by: [] })
  expect(toCreate({ ...values, of: 'strategy', list: 'l1', windowDays: 30 }).body).toMatchObject({ of: { strategy: 'spring', list: 'l1' }, windowDays: 30 })
})

it('knows when shares are whole', () => {
  expect(isHundred([{ arm: 'a', percent: 33.33 }, { arm: 'b', percent: 66.67 }])).toBe(true)
  expect(isHundred([{ arm: 'a', percent: 50 }, { arm: 'b', percent: null }])).toBe(false)
})
