import { stackedBarChart } from '../stacked-bar.js'
import { galleryEntry } from './gallery-entry.js'

export const stackedBarExample = galleryEntry({
  key: 'stacked-bar',
  title: { zh: '资产两个月内从存款移向理财', en: 'Assets moved from deposits to wealth products in two months' },
  chart: stackedBarChart,
  rows: [
    { name: '2025-10', values: { deposit: 12_000_000, wealth: 3_000_000, fund: 0 } },
    { name: '2025-11', values: { deposit: 9_000_000, wealth: 6_500_000, fund: null } },
    { name: '2025-12', values: { deposit: 5_000_000, wealth: 10_400_000, fund: 800_000 } },
  ],
  options: {
    format: { kind: 'money', currency: 'CNY' },
    series: [
      { key: 'deposit', label: '存款' },
      { key: 'wealth', label: '理财' },
      { key: 'fund', label: '基金' },
    ],
    nameLabel: '月末',
    totalLabel: '资产合计',
  },
})
