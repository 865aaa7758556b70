import type { TwoLanguages } from '../ui/language/translated.js'
import type { Section } from '../ui/page/room-page.js'

/** Section names in both languages: the navigation shows both, the reader's first. */
export const sectionNames: Readonly<Record<Section, Required<TwoLanguages>>> = {
  home: { zh: '首页', en: 'Home' },
  data: { zh: '数据', en: 'Data' },
  insight: { zh: '洞察', en: 'Insight' },
  customers: { zh: '客户', en: 'Customers' },
  models: { zh: '模型', en: 'Models' },
  strategy: { zh: '策略', en: 'Strategy' },
  execution: { zh: '执行', en: 'Execution' },
  review: { zh: '回检', en: 'Review' },
  settings: { zh: '设置', en: 'Settings' },
}

/** Each language by its own name, as language switches show them. */
export const languageNames = { 'zh-CN': '中文', en: 'English' } as const
