export const CLUSTERINGS = '/api/v1/clusterings'
export const NEW_CLUSTERING = '/customers/clusters/new'

export const clusteringPath = (key: string): string => `/customers/clusters/${encodeURIComponent(key)}`
export const editClusteringPath = (key: string): string => `${clusteringPath(key)}/edit`
export const clusteringUrl = (key: string): string => `${CLUSTERINGS}/${encodeURIComponent(key)}`
export const clusterRunUrl = (key: string, run: number): string => `${clusteringUrl(key)}/runs/${run}`
