import type { RoomPages } from '../../ui/page/room-page.js'

export const insightPages: RoomPages = {
  section: 'insight',
  words: 'insight',
  opens: {
    metric: (key) => `/insight/metrics?metric=${encodeURIComponent(key)}`,
    'insight-pack': (key) => `/insight/packs/${encodeURIComponent(key)}`,
  },
  pages: [
    {
      path: '/insight/portrait',
      label: { zh: '客群画像', en: 'Portraits' },
      permission: 'segment.read',
      load: async () => (await import('./portrait/PortraitPage.js')).PortraitPage,
    },
    {
      path: '/insight/portrait/new',
      label: { zh: '五步构建画像', en: 'Portrait in five steps' },
      permission: 'segment.read',
      inMenu: false,
      load: async () => (await import('./wizard/WizardPage.js')).WizardPage,
    },
    {
      path: '/insight/portraits',
      label: { zh: '画像记录', en: 'Kept portraits' },
      permission: 'segment.read',
      load: async () => (await import('./portrait/PortraitsPage.js')).PortraitsPage,
    },
    {
      path: '/insight/portraits/:id',
      label: { zh: '画像记录', en: 'Kept portrait' },
      permission: 'segment.read',
      inMenu: false,
      load: async () => (await import('./portrait/KeptPage.js')).KeptPage,
    },
    {
      path: '/insight/packs',
      label: { zh: '客群洞察包', en: 'Insight packs' },
      permission: 'insight.read',
      load: async () => (await import('./packs/PacksPage.js')).PacksPage,
    },
    {
      path: '/insight/packs/:key',
      label: { zh: '客群洞察包', en: 'Insight pack' },
      permission: 'insight.read',
      inMenu: false,
      load: async () => (await import('./packs/PackPage.js')).PackPage,
    },
    {
      path: '/insight/metrics',
      label: { zh: '指标', en: 'Metrics' },
      permission: 'insight.read',
      load: async () => (await import('./MetricsPage.js')).MetricsPage,
    },
  ],
}
