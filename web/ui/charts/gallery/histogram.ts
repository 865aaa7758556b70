import { histogramChart } from '../histogram.js'
import { galleryEntry } from './gallery-entry.js'

const counts = [84_210, 61_870, 33_402, 18_966, 9_871, 5_204, 2_610, 1_377]

export const histogramExample = galleryEntry({
  key: 'histogram',
  title: { zh: '四成客户的资产不足 5 万元', en: 'Four in ten customers hold less than 50,000' },
  chart: histogramChart,
  rows: counts.map((count, at) => ({ from: at * 5_000_000, to: (at + 1) * 5_000_000, count })),
  options: { format: { kind: 'money', currency: 'CNY' }, valueLabel: '资产', countLabel: '客户数' },
})
