import { signedBarChart } from '../signed-bar.js'
import { galleryEntry } from './gallery-entry.js'

export const signedBarExample = galleryEntry({
  key: 'signed-bar',
  title: { zh: '登录下降把流失得分推得最高', en: 'Fewer sign-ins raise the score of leaving most' },
  chart: signedBarChart,
  rows: [
    { name: '近 30 天登录', value: 0.92, note: '2' },
    { name: '近 90 天代发笔数', value: -0.61, note: '3' },
    { name: '近 90 天投诉', value: 0.33, note: '1' },
    { name: '持有产品数', value: -0.12, note: '2' },
  ],
  options: { format: { kind: 'number', digits: 2 }, upLabel: '推高得分', downLabel: '拉低得分', valueLabel: '作用', noteLabel: '客户的值' },
})
