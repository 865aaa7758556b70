import type { RoomPages } from '../../ui/page/room-page.js'

export const strategyPages: RoomPages = {
  section: 'strategy',
  words: 'strategy',
  pages: [
    {
      path: '/strategy/strategies',
      label: { zh: '策略', en: 'Strategies' },
      permission: 'strategy.read',
      load: async () => (await import('./StrategiesPage.js')).StrategiesPage,
    },
    {
      path: '/strategy/new',
      label: { zh: '新建策略', en: 'New strategy' },
      permission: 'strategy.write',
      inMenu: false,
      load: async () => (await import('./form/StrategyFormPage.js')).StrategyFormPage,
    },
    {
      path: '/strategy/strategies/:key',
      label: { zh: '策略详情', en: 'Strategy' },
      permission: 'strategy.read',
      inMenu: false,
      load: async () => (await import('./one/StrategyPage.js')).StrategyPage,
    },
    {
      path: '/strategy/strategies/:key/edit',
      label: { zh: '修改策略', en: 'Edit strategy' },
      permission: 'strategy.write',
      inMenu: false,
      load: async () => (await import('./form/StrategyFormPage.js')).StrategyFormPage,
    },
    {
      path: '/strategy/lists',
      label: { zh: '名单', en: 'Lists' },
      permission: 'strategy.read',
      load: async () => (await import('./list/ListsPage.js')).ListsPage,
    },
    {
      path: '/strategy/lists/:id',
      label: { zh: '名单详情', en: 'List' },
      permission: 'strategy.read',
      inMenu: false,
      load: async () => (await import('./list/ListDetailPage.js')).ListDetailPage,
    },
    {
      path: '/strategy/arm',
      label: { zh: '查组别', en: 'Which arm' },
      permission: 'customer.read',
      load: async () => (await import('./arm/ArmPage.js')).ArmPage,
    },
  ],
  opens: {
    strategy: (key) => `/strategy/strategies/${encodeURIComponent(key)}`,
    list: (key) => `/strategy/lists/${encodeURIComponent(key)}`,
  },
}
