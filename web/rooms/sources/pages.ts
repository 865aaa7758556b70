import { loadWords } from '../../ui/language/language.js'
import { PendingBadge } from './drift/PendingBadge.js'
import type { RoomPages } from '../../ui/page/room-page.js'

export const sourcesPages: RoomPages = {
  section: 'data',
  words: 'sources',
  pages: [
    {
      path: '/data/sources',
      label: { zh: '数据源', en: 'Sources' },
      permission: 'data.read',
      load: async () => (await import('./registry/SourcesPage.js')).SourcesPage,
    },
    {
      path: '/data/sources/:key',
      label: { zh: '数据源详情', en: 'Source' },
      permission: 'data.read',
      inMenu: false,
      load: async () => {
        const [page] = await Promise.all([import('./source/SourcePage.js'), loadWords('ingest')])
        return page.SourcePage
      },
    },
    {
      path: '/data/connect',
      label: { zh: '接入数据源', en: 'Connect a source' },
      permission: 'data.load',
      inMenu: false,
      load: async () => {
        const [page] = await Promise.all([import('./connect/ConnectPage.js'), loadWords('ingest')])
        return page.ConnectPage
      },
    },
    {
      path: '/data/drift',
      label: { zh: '文件差异', en: 'Drift' },
      permission: 'data.read',
      badge: PendingBadge,
      load: async () => (await import('./drift/DriftPage.js')).DriftPage,
    },
  ],
  opens: { source: (key) => `/data/sources/${encodeURIComponent(key)}` },
}
