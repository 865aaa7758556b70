import { lineChart } from '../line.js'
import { galleryEntry } from './gallery-entry.js'

const values = [412, 418, 415, 423, 431, 428, 437, 396, 433, 441, 446, 452]

export const lineExample = galleryEntry({
  key: 'line',
  title: {
    zh: '八月末日均 AUM 跌出正常范围，九月恢复',
    en: 'Average AUM fell out of its range in August and recovered',
  },
  chart: lineChart,
  rows: [
    {
      name: '日均 AUM',
      points: values.map((value, month) => ({
        at: `2025-${String(month + 1).padStart(2, '0')}`,
        value: value * 1e10,
        low: (408 + month * 3.4) * 1e10,
        high: (424 + month * 3.4) * 1e10,
        ...(month === 7 ? { mark: '异常' } : {}),
      })),
    },
    {
      name: '目标',
      points: values.map((_, month) => ({
        at: `2025-${String(month + 1).padStart(2, '0')}`,
        value: (415 + month * 3) * 1e10,
      })),
    },
  ],
  options: { format: { kind: 'money', currency: 'CNY' }, atLabel: '月份' },
})
