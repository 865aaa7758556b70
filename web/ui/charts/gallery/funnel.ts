import { funnelChart } from '../funnel.js'
import { galleryEntry } from './gallery-entry.js'

export const funnelExample = galleryEntry({
  key: 'funnel',
  title: { zh: '风险测评一步流失最多', en: 'The risk questionnaire loses the most' },
  chart: funnelChart,
  rows: [
    { name: '浏览产品', count: 18_420 },
    { name: '查看详情', count: 9_316 },
    { name: '风险测评', count: 3_104 },
    { name: '提交购买', count: 2_290 },
    { name: '购买成功', count: 2_177 },
  ],
  options: { countLabel: '客户数' },
})
