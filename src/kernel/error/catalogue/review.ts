export const reviewErrors = {} as const
