export const ruleErrors = {} as const
