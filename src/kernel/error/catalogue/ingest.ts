export const ingestErrors = {} as const
