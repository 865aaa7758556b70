import { curveChart } from '../curve.js'
import { galleryEntry } from './gallery-entry.js'

const gains = [0, 0.49, 0.63, 0.74, 0.81, 0.87, 0.91, 0.95, 0.98, 0.99, 1]

export const curveExample = galleryEntry({
  key: 'curve',
  title: { zh: '得分最高的一成客户里有近一半流失客户', en: 'The highest tenth by score holds almost half of those who leave' },
  chart: curveChart,
  rows: [
    { name: '模型', points: gains.map((y, at) => ({ x: at / 10, y, low: Math.max(0, y - 0.08), high: Math.min(1, y + 0.08) })) },
    {
      name: '随机',
      isReference: true,
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    },
  ],
  options: { xFormat: { kind: 'percent' }, yFormat: { kind: 'percent' }, xLabel: '触达客户占比', yLabel: '覆盖的流失客户' },
})
