import type { RoomPages } from '../../ui/page/room-page.js'

export const eventsPages: RoomPages = {
  section: 'data',
  words: 'events',
  opens: { 'tracking-plan-event': (key) => `/data/events?tab=plan&q=${encodeURIComponent(key)}` },
  pages: [
    {
      path: '/data/events',
      label: { zh: '行为事件', en: 'Events' },
      permission: 'data.read',
      load: async () => (await import('./EventsPage.js')).EventsPage,
    },
  ],
}
