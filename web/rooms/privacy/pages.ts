import type { RoomPages } from '../../ui/page/room-page.js'
import { purposePath } from './privacy-paths.js'

export const privacyPages: RoomPages = {
  section: 'data',
  words: 'privacy',
  opens: { purpose: purposePath },
  pages: [
    {
      path: '/data/privacy',
      label: { zh: '隐私与授权', en: 'Privacy' },
      permission: 'privacy.read',
      load: async () => (await import('./PrivacyPage.js')).PrivacyPage,
    },
    {
      path: '/data/privacy/purposes/:key',
      label: { zh: '使用目的', en: 'Purpose' },
      permission: 'privacy.read',
      inMenu: false,
      load: async () => (await import('./purposes/PurposePage.js')).PurposePage,
    },
  ],
}
