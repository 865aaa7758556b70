import type { RoomPages } from '../../ui/page/room-page.js'

export const homePages: RoomPages = {
  section: 'home',
  words: 'home',
  pages: [
    {
      path: '/',
      label: { zh: '闭环概览', en: 'The loop' },
      load: async () => (await import('./HomePage.js')).HomePage,
    },
  ],
}
