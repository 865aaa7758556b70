import type { RoomPages } from '../../ui/page/room-page.js'

export const qualityPages: RoomPages = {
  section: 'data',
  words: 'quality',
  opens: { 'quality-rule': (key) => `/data/quality/rules/${encodeURIComponent(key)}` },
  pages: [
    {
      path: '/data/quality',
      label: { zh: '数据质量', en: 'Quality' },
      permission: 'data.read',
      load: async () => (await import('./board/QualityPage.js')).QualityPage,
    },
    {
      path: '/data/quality/rules/new',
      label: { zh: '新建质量规则', en: 'New quality rule' },
      permission: 'data.load',
      inMenu: false,
      load: async () => (await import('./rules/edit/RuleEditPage.js')).RuleEditPage,
    },
    {
      path: '/data/quality/rules/:key/edit',
      label: { zh: '修改质量规则', en: 'Edit quality rule' },
      permission: 'data.load',
      inMenu: false,
      load: async () => (await import('./rules/edit/RuleEditPage.js')).RuleEditPage,
    },
    {
      path: '/data/quality/rules/:key',
      label: { zh: '质量规则', en: 'Quality rule' },
      permission: 'data.read',
      inMenu: false,
      load: async () => (await import('./rules/RulePage.js')).RulePage,
    },
    {
      path: '/data/dictionary',
      label: { zh: '数据字典', en: 'Dictionary' },
      permission: 'data.read',
      load: async () => (await import('./dictionary/DictionaryPage.js')).DictionaryPage,
    },
    {
      path: '/data/dictionary/:table/:column',
      label: { zh: '字段', en: 'Column' },
      permission: 'data.read',
      inMenu: false,
      load: async () => (await import('./dictionary/ColumnPage.js')).ColumnPage,
    },
    {
      path: '/data/lineage',
      label: { zh: '血缘', en: 'Lineage' },
      permission: 'data.read',
      load: async () => (await import('./lineage/LineagePage.js')).LineagePage,
    },
  ],
}
