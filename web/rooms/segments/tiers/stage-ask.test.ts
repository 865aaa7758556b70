import { expect, it } from 'vitest'
import { cohortStart, shortStage } from './stage-ask.js'

it('a cohort begins on the first day of its month or quarter', () => {
  expect(['2025-03', '2025-Q1', '2025-Q4', 'none', undefined].map(cohortStart)).toEqual(['2025-03-01', '2025-01-01', '2025-10-01', null, null])
})

it('a stage is named without its meaning', () => {
  expect(['留存：近两个 30 天都活跃', 'Retention: active twice', '开户', '：'].map(shortStage)).toEqual(['留存', 'Retention', '开户', '：'])
})
