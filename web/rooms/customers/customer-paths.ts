/** Page of a customer. */
export const customerPath = (custId: string): string => `/customers/${encodeURIComponent(custId)}`

/** API path of a customer. */
export const customerUrl = (custId: string): string => `/api/v1/customers/${encodeURIComponent(custId)}`
