import type { RoomPages } from '../../ui/page/room-page.js'

export const eventsPages: RoomPages = {
  section: 'data',
  words: 'events',
  opens: { 'tracking-plan-event': (key) => `/data/events/plan/${encodeURIComponent(key)}` },
  pages: [
    {
      path: '/data/events',
      label: { zh: '行为事件', en: 'Events' },
      permission: 'data.read',
      load: async () => (await import('./EventsPage.js')).EventsPage,
    },
    {
      path: '/data/events/plan/new',
      label: { zh: '新建埋点', en: 'New planned event' },
      permission: 'event.manage',
      inMenu: false,
      load: async () => (await import('./plan/PlanEventEditPage.js')).PlanEventEditPage,
    },
    {
      path: '/data/events/plan/:key',
      label: { zh: '埋点', en: 'Planned event' },
      permission: 'tag.read',
      inMenu: false,
      load: async () => (await import('./plan/PlanEventPage.js')).PlanEventPage,
    },
    {
      path: '/data/events/plan/:key/edit',
      label: { zh: '编辑埋点', en: 'Edit a planned event' },
      permission: 'event.manage',
      inMenu: false,
      load: async () => (await import('./plan/PlanEventEditPage.js')).PlanEventEditPage,
    },
  ],
}
