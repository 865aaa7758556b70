export const tagErrors = {} as const
