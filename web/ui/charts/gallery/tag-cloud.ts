import { tagCloudChart } from '../tag-cloud.js'
import { galleryEntry } from './gallery-entry.js'

export const tagCloudExample = galleryEntry({
  key: 'tag-cloud',
  title: { zh: '银发客群最突出的是养老金与柜面', en: 'Pension and the counter stand out most among silver customers' },
  chart: tagCloudChart,
  rows: [
    { name: '养老金客户', weight: 412, strong: true },
    { name: '柜面偏好', weight: 240, strong: true },
    { name: '康养消费', weight: 210, strong: true },
    { name: 'Deposits', weight: 150 },
    { name: '稳健型', weight: 131 },
    { name: '节俭实惠', weight: 118 },
  ],
  options: { format: { kind: 'number', digits: 0 }, nameLabel: '标签', weightLabel: 'TGI' },
})
