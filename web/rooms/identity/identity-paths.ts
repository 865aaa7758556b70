export const IDENTITY = '/api/v1/identity'
export const DESK = '/data/identity/review'
export const changePath = (id: string): string => `/data/identity/changes/${encodeURIComponent(id)}`
export const customerPath = (custId: string): string => `/customers/${encodeURIComponent(custId)}`
