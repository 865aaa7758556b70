export const executionErrors = {} as const
