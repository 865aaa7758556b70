export const customersErrors = {} as const
