import { forestChart } from '../forest.js'
import { galleryEntry } from './gallery-entry.js'

export const forestExample = galleryEntry({
  key: 'forest',
  title: {
    zh: '承接率整体提高 2.1 个百分点，仅私行未能证明',
    en: 'Retention rose 2.1 pp overall; private clients are unproven',
  },
  chart: forestChart,
  rows: [
    { name: '大众', value: 0.012, low: 0.004, high: 0.02, n: 21_340 },
    { name: '财富', value: 0.031, low: 0.022, high: 0.04, n: 12_118 },
    { name: '私行', value: 0.024, low: -0.017, high: 0.065, n: 1_206 },
    { name: '新客', value: 0.08, low: -0.11, high: 0.27, n: 42 },
    { name: '全部', value: 0.021, low: 0.015, high: 0.027, n: 34_706, isOverall: true },
  ],
  options: { format: { kind: 'pp' }, least: 200, good: 'up' },
})
