import type { RoomPages } from '../../ui/page/room-page.js'

export const jobsPages: RoomPages = {
  section: 'settings',
  words: 'jobs',
  pages: [
    {
      path: '/settings/jobs',
      label: { zh: '作业', en: 'Jobs' },
      permission: 'job.read',
      load: async () => (await import('./JobsPage.js')).JobsPage,
    },
  ],
}
