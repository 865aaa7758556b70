import { waterfallChart } from '../waterfall.js'
import { galleryEntry } from './gallery-entry.js'

export const waterfallExample = galleryEntry({
  key: 'waterfall',
  title: { zh: '触达限额剔除的客户最多', en: 'The contact cap takes out the most customers' },
  chart: waterfallChart,
  rows: [
    { name: '到期资金客群', left: 48_210 },
    { name: '同意营销', left: 44_962 },
    { name: '有效手机号', left: 43_877 },
    { name: '未超触达限额', left: 15_802 },
    { name: '不在投诉期', left: 15_240 },
    { name: '风险等级匹配', left: 13_784 },
  ],
  options: { endLabel: '冻结名单' },
})
