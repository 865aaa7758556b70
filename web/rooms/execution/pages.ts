import type { RoomPages } from '../../ui/page/room-page.js'

export const executionPages: RoomPages = {
  section: 'execution',
  words: 'execution',
  pages: [
    {
      path: '/execution/worklist',
      label: { zh: '工作清单', en: 'Worklist' },
      permission: 'execution.work',
      load: async () => (await import('./worklist/WorklistPage.js')).WorklistPage,
    },
    {
      path: '/execution/gate',
      label: { zh: '触达闸门', en: 'Contact gate' },
      permission: 'execution.read',
      load: async () => (await import('./gate/GatePage.js')).GatePage,
    },
    {
      path: '/execution/do-not-contact',
      label: { zh: '勿扰名单', en: 'Do not contact' },
      permission: 'strategy.read',
      load: async () => (await import('./do-not-contact/DoNotContactPage.js')).DoNotContactPage,
    },
  ],
}
