export const CLUSTERINGS = '/api/v1/clusterings'

export const clusteringPath = (key: string): string => `/customers/clusters/${encodeURIComponent(key)}`
export const clusteringUrl = (key: string): string => `${CLUSTERINGS}/${encodeURIComponent(key)}`
export const clusterRunUrl = (key: string, run: number): string => `${clusteringUrl(key)}/runs/${run}`
