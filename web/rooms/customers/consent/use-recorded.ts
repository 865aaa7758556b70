import { useRefresh } from '../../../api/query.js'
import { customerUrl } from '../customer-paths.js'

/** After something was recorded, what is shown of the customer is read again. */
export function useRecorded(custId: string): () => Promise<void> {
  const refresh = useRefresh()
  return () => refresh('/api/v1/privacy/customer', customerUrl(custId))
}
