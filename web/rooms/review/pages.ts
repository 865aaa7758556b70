import type { RoomPages } from '../../ui/page/room-page.js'

export const reviewPages: RoomPages = {
  section: 'review',
  words: 'review',
  opens: { evaluation: (key) => `/review/evaluations/${encodeURIComponent(key)}` },
  pages: [
    {
      path: '/review/evaluations',
      label: { zh: '效果评估', en: 'Evaluations' },
      permission: 'review.read',
      load: async () => (await import('./EvaluationsPage.js')).EvaluationsPage,
    },
    {
      path: '/review/evaluations/new',
      label: { zh: '新建评估', en: 'New evaluation' },
      permission: 'review.write',
      inMenu: false,
      load: async () => (await import('./form/NewEvaluationPage.js')).NewEvaluationPage,
    },
    {
      path: '/review/evaluations/:key',
      label: { zh: '评估', en: 'Evaluation' },
      permission: 'review.read',
      inMenu: false,
      load: async () => (await import('./detail/EvaluationPage.js')).EvaluationPage,
    },
  ],
}
