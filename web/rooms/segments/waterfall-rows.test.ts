import { expect, it } from 'vitest'
import { waterfallRows, worstStep } from './waterfall-rows.js'

const step = (zh: string, left: number) => ({ path: 'rule', sentence: { zh, en: zh }, alone: left, left })
const preview = { total: 100, steps: [step('甲', 90), step('乙', 30), step('丙', 25)] }
const say = ({ zh }: { zh: string }) => zh

it('starts from everybody and follows the rule', () => {
  expect(waterfallRows(preview, say, '全部').map(({ left }) => left)).toEqual([100, 90, 30, 25])
  expect(waterfallRows({ total: 1, steps: [step('一二三四五', 1)] }, say, '全部', 4)[1]?.name).toBe('1 一二三…')
})

it('names the step that takes out the most', () => {
  expect(worstStep(preview)?.sentence.zh).toBe('乙')
  expect(worstStep({ total: 5, steps: [step('甲', 5)] })).toBeNull()
  expect(worstStep({ total: 5, steps: [] })).toBeNull()
})
