import { sankeyChart } from '../sankey.js'
import { galleryEntry } from './gallery-entry.js'

export const sankeyExample = galleryEntry({
  key: 'sankey',
  title: { zh: '一个月里进入代发客群的多来自大众层', en: 'Most who joined the payroll segment in a month came from the mass tier' },
  chart: sankeyChart,
  rows: [
    { from: '客群内 · 大众', to: '客群内 · 大众', value: 8210 },
    { from: '客群内 · 大众', to: '客群内 · 潜力', value: 312 },
    { from: '客群外 · 大众', to: '客群内 · 大众', value: 640 },
    { from: '客群内 · 潜力', to: '客群外 · 潜力', value: 95 },
  ],
  options: { format: { kind: 'count' }, fromLabel: '上月', toLabel: '本月', valueLabel: '客户数', strong: ['客群内 · 大众', '客群内 · 潜力'] },
})
