import { radarChart } from '../radar.js'
import { galleryEntry } from './gallery-entry.js'

export const radarExample = galleryEntry({
  key: 'radar',
  title: { zh: '代发客群的理财偏好是全部客户的 1.6 倍', en: 'The payroll segment likes wealth products 1.6 times as much as everybody' },
  chart: radarChart,
  rows: [
    { name: '理财偏好', value: 160, base: 100, note: '24.0% / 15.0%' },
    { name: '月均资产', value: 121, base: 100, note: '¥6.1 万 / ¥5.0 万' },
    { name: '近 30 天触达', value: 88, base: 100 },
    { name: '手机银行活跃', value: 230, base: 100 },
    { name: '投诉', value: null, base: 100 },
  ],
  options: { format: { kind: 'number', digits: 0 }, nameLabel: '指标', valueLabel: '代发客群', baseLabel: '全部客户', noteLabel: '均值或占比', most: 200 },
})
