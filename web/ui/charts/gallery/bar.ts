import { barChart } from '../bar.js'
import { galleryEntry } from './gallery-entry.js'

export const barExample = galleryEntry({
  key: 'bar',
  title: { zh: '杭州分行到期资金承接率低于全行', en: 'Hangzhou keeps less maturing money than the bank' },
  chart: barChart,
  rows: [
    { name: '上海分行', value: 0.642 },
    { name: '宁波分行', value: 0.588 },
    { name: '杭州分行', value: 0.431, isMarked: true },
    { name: '苏州分行', value: 0.607 },
    { name: '南京分行', value: 0.571 },
  ],
  options: {
    format: { kind: 'percent' },
    baseline: { value: 0.574, label: '全行 57.4%' },
    nameLabel: '分行',
    valueLabel: '承接率',
  },
})
