import { loadWords } from '../../ui/language/language.js'
import type { RoomPages } from '../../ui/page/room-page.js'

export const customersPages: RoomPages = {
  section: 'customers',
  words: 'customers',
  opens: { customer: (key) => `/customers/${encodeURIComponent(key)}` },
  pages: [
    {
      path: '/customers',
      label: { zh: '客户查询', en: 'Find a customer' },
      permission: 'customer.read',
      load: async () => (await import('./search/SearchPage.js')).SearchPage,
    },
    {
      path: '/customers/:custId',
      label: { zh: '客户', en: 'Customer' },
      permission: 'customer.read',
      inMenu: false,
      load: async () => {
        const [page] = await Promise.all([import('./one/CustomerPage.js'), loadWords('privacy')])
        return page.CustomerPage
      },
    },
  ],
}
