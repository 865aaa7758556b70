export const ANALYSES = '/api/v1/analyses'
export const OFFERS = '/api/v1/cross-sell'
export const analysisUrl = (key: string): string => `${ANALYSES}/${encodeURIComponent(key)}`
export const offersUrl = (key: string): string => `${OFFERS}/${encodeURIComponent(key)}`

export const analysisPath = (key: string): string => `/analyses/${encodeURIComponent(key)}`
export const offerPath = (key: string): string => `/cross-sell/${encodeURIComponent(key)}`
/** All an analysis knows of a customer. */
export const analysisCustomerPath = (key: string, custId: string): string => `${analysisPath(key)}/customers/${encodeURIComponent(custId)}`
/** What is recommended to a customer, step by step. */
export const offerCustomerPath = (key: string, custId: string): string => `${offerPath(key)}/customers/${encodeURIComponent(custId)}`
