import { bridgeChart } from '../bridge.js'
import { galleryEntry } from './gallery-entry.js'

export const bridgeExample = galleryEntry({
  key: 'bridge',
  title: { zh: '流入大于流出，估值略降', en: 'More came in than left; valuation fell a little' },
  chart: bridgeChart,
  rows: [
    { name: '流入', change: 420_000_00 },
    { name: '流出', change: -310_000_00 },
    { name: '估值与利息', change: -12_000_00 },
  ],
  options: { format: { kind: 'money', currency: 'CNY' }, start: { name: '2024-12-31', value: 900_000_00 }, end: { name: '2025-12-31', value: 998_000_00 }, levelLabel: '资产', changeLabel: '变动' },
})
