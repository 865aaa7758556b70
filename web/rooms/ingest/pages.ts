import type { RoomPages } from '../../ui/page/room-page.js'

export const ingestPages: RoomPages = {
  section: 'data',
  words: 'ingest',
  pages: [
    {
      path: '/data/loads',
      label: { zh: '装载记录', en: 'Loads' },
      permission: 'data.read',
      load: async () => (await import('./loads/LoadsPage.js')).LoadsPage,
    },
    {
      path: '/data/loads/:id',
      label: { zh: '装载详情', en: 'Load' },
      permission: 'data.read',
      inMenu: false,
      load: async () => (await import('./loads/LoadPage.js')).LoadPage,
    },
    {
      path: '/data/sources',
      label: { zh: '数据源', en: 'Sources' },
      permission: 'data.read',
      load: async () => (await import('./sources/SourcesPage.js')).SourcesPage,
    },
    {
      path: '/data/sources/:key',
      label: { zh: '数据源详情', en: 'Source' },
      permission: 'data.read',
      inMenu: false,
      load: async () => (await import('./sources/SourcePage.js')).SourcePage,
    },
    {
      path: '/data/import',
      label: { zh: '装载文件', en: 'Load a file' },
      permission: 'data.load',
      load: async () => (await import('./import/ImportPage.js')).ImportPage,
    },
  ],
  opens: { source: (key) => `/data/sources/${encodeURIComponent(key)}` },
}
