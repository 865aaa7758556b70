import type { RoomPages } from '../../ui/page/room-page.js'

export const settingsPages: RoomPages = {
  section: 'settings',
  words: 'settings',
  pages: [
    {
      path: '/settings/people',
      label: { zh: '人员', en: 'People' },
      permission: 'people.read',
      load: async () => (await import('./people/PeoplePage.js')).PeoplePage,
    },
    {
      path: '/settings/orgs',
      label: { zh: '机构', en: 'Organisations' },
      permission: 'people.read',
      load: async () => (await import('./orgs/OrgsPage.js')).OrgsPage,
    },
    {
      path: '/settings/audit',
      label: { zh: '审计', en: 'Audit' },
      permission: 'audit.read',
      load: async () => (await import('./audit/AuditPage.js')).AuditPage,
    },
    {
      path: '/settings/system',
      label: { zh: '系统', en: 'System' },
      permission: 'system.manage',
      load: async () => (await import('./system/SystemPage.js')).SystemPage,
    },
    {
      path: '/settings/password',
      label: { zh: '修改密码', en: 'Password' },
      inMenu: false,
      load: async () => (await import('./password/PasswordPage.js')).PasswordPage,
    },
  ],
}
