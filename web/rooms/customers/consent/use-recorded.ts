import { useRefresh } from '../../../api/query.js'
import { customerUrl } from '../customer-paths.js'

/** What a customer objects to; asked by their number in the body. */
export const OBJECTIONS_OF = '/api/v1/privacy/objections/customer'

/** After something was recorded, what is shown of the customer is read again. */
export function useRecorded(custId: string): () => Promise<void> {
  const refresh = useRefresh()
  return () => refresh('/api/v1/privacy/customer', OBJECTIONS_OF, '/api/v1/tags', customerUrl(custId))
}
