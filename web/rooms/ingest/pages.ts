import { loadWords } from '../../ui/language/language.js'
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
      load: async () => {
        const [page] = await Promise.all([import('./loads/LoadPage.js'), loadWords('sources')])
        return page.LoadPage
      },
    },
    {
      path: '/data/import',
      label: { zh: '装载文件', en: 'Load a file' },
      permission: 'data.load',
      load: async () => (await import('./import/ImportPage.js')).ImportPage,
    },
  ],
}
