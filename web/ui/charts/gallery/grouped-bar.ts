import { groupedBarChart } from '../grouped-bar.js'
import { galleryEntry } from './gallery-entry.js'

export const groupedBarExample = galleryEntry({
  key: 'grouped-bar',
  title: {
    zh: '客户经理致电使三个层级的购买率都高于对照',
    en: 'The call lifts the purchase rate in all three tiers',
  },
  chart: groupedBarChart,
  rows: [
    {
      name: '大众',
      values: {
        treated: { value: 0.031, low: 0.029, high: 0.033 },
        control: { value: 0.026, low: 0.022, high: 0.03 },
      },
    },
    {
      name: '财富',
      values: {
        treated: { value: 0.084, low: 0.079, high: 0.089 },
        control: { value: 0.061, low: 0.053, high: 0.069 },
      },
    },
    {
      name: '私行',
      values: {
        treated: { value: 0.142, low: 0.121, high: 0.163 },
        control: { value: 0.118, low: 0.083, high: 0.153 },
      },
    },
  ],
  options: {
    format: { kind: 'percent' },
    series: [
      { key: 'treated', label: '触达组' },
      { key: 'control', label: '对照组' },
    ],
    nameLabel: '层级',
  },
})
