import type { RoomPages } from '../../ui/page/room-page.js'

export const analysesPages: RoomPages = {
  section: 'models',
  words: 'analyses',
  opens: {
    analysis: (key) => `/analyses/${encodeURIComponent(key)}`,
    'cross-sell': (key) => `/cross-sell/${encodeURIComponent(key)}`,
  },
  pages: [
    {
      path: '/analyses',
      label: { zh: '分析', en: 'Analyses' },
      permission: 'model.read',
      load: async () => (await import('./AnalysesPage.js')).AnalysesPage,
    },
    {
      path: '/analyses/:key',
      label: { zh: '分析', en: 'Analysis' },
      permission: 'model.read',
      inMenu: false,
      load: async () => (await import('./one/AnalysisPage.js')).AnalysisPage,
    },
    {
      path: '/analyses/:key/customers/:custId',
      label: { zh: '客户的分析结果', en: "A customer's figures" },
      permission: 'customer.read',
      inMenu: false,
      load: async () => (await import('./one/AnalysisCustomerPage.js')).AnalysisCustomerPage,
    },
    {
      path: '/cross-sell',
      label: { zh: '交叉销售', en: 'Cross-selling' },
      permission: 'model.read',
      load: async () => (await import('./offers/OffersPage.js')).OffersPage,
    },
    {
      path: '/cross-sell/:key',
      label: { zh: '交叉销售', en: 'Cross-selling' },
      permission: 'model.read',
      inMenu: false,
      load: async () => (await import('./offers/OfferPage.js')).OfferPage,
    },
    {
      path: '/cross-sell/:key/customers/:custId',
      label: { zh: '推荐给客户的产品', en: 'What is recommended' },
      permission: 'customer.read',
      inMenu: false,
      load: async () => (await import('./offers/OfferCustomerPage.js')).OfferCustomerPage,
    },
  ],
}
