import type { RoomPages } from '../../ui/page/room-page.js'

export const modelsPages: RoomPages = {
  section: 'models',
  words: 'models',
  opens: { model: (key) => `/models?q=${encodeURIComponent(key)}` },
  pages: [
    {
      path: '/models',
      label: { zh: '模型', en: 'Models' },
      permission: 'model.read',
      load: async () => (await import('./ModelsPage.js')).ModelsPage,
    },
  ],
}
