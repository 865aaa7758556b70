import type { RoomPages } from '../../ui/page/room-page.js'

export const identityPages: RoomPages = {
  section: 'data',
  words: 'identity',
  opens: { 'identity-rules': () => '/data/identity?tab=rules' },
  pages: [
    {
      path: '/data/identity',
      label: { zh: '身份归并', en: 'Identity' },
      permission: 'data.read',
      load: async () => (await import('./IdentityPage.js')).IdentityPage,
    },
    {
      path: '/data/identity/review',
      label: { zh: '身份复核', en: 'Identity review' },
      permission: 'identity.manage',
      inMenu: false,
      load: async () => (await import('./desk/DeskPage.js')).DeskPage,
    },
    {
      path: '/data/identity/changes/:id',
      label: { zh: '归并变更', en: 'Identity change' },
      permission: 'identity.manage',
      inMenu: false,
      load: async () => (await import('./changes/ChangePage.js')).ChangePage,
    },
  ],
}
