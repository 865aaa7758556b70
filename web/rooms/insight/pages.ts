import type { RoomPages } from '../../ui/page/room-page.js'

export const insightPages: RoomPages = {
  section: 'insight',
  words: 'insight',
  opens: { metric: (key) => `/insight/metrics?metric=${encodeURIComponent(key)}` },
  pages: [
    {
      path: '/insight/metrics',
      label: { zh: '指标', en: 'Metrics' },
      permission: 'insight.read',
      load: async () => (await import('./MetricsPage.js')).MetricsPage,
    },
  ],
}
