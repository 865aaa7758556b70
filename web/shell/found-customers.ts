import { useTranslation } from 'react-i18next'
import { customerPageSchema, identifierKindOf } from '#customers/contract'
import type { Permission } from '#platform/access/contract'
import { usePosted } from '../api/posted.js'
import { definitionPath } from './navigation.js'
import type { PaletteItem } from './palette-items.js'

const MOST = 5

/** Whether a text may be the start of a customer number: digits in it, and no name, mobile, identity number or e-mail. */
export function isCustomerNumber(text: string): boolean {
  return /^[\w-]{2,60}$/.test(text) && /\d/.test(text) && identifierKindOf(text) === 'custId'
}

/** Customers whose number begins with what is typed, of those the person may see. */
export function useFoundCustomers(typed: string, permissions: readonly Permission[]): readonly PaletteItem[] {
  const { t } = useTranslation('shell')
  const asks = permissions.includes('customer.read') && isCustomerNumber(typed)
  const found = usePosted('/api/v1/customers/search', asks ? { by: 'custId', text: typed, limit: MOST } : null, customerPageSchema)
  if (!asks || found.data === undefined) return []
  return found.data.items.map(({ custId, name }) => ({
    key: `customer ${custId}`,
    group: { zh: t('search.kind.customer') },
    name: { zh: name === null ? custId : `${custId} ${name}` },
    to: definitionPath('customer', custId) ?? '/customers',
  }))
}
