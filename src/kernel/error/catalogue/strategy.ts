export const strategyErrors = {} as const
