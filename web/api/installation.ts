import type { UseQueryResult } from '@tanstack/react-query'
import type { z } from 'zod'
import type { systemSchema } from '#app/contract'
import { todaySchema } from '#app/contract'
import type { ApiError } from './problem.js'
import { useApi } from './query.js'

export type Today = z.infer<typeof todaySchema>
export type System = z.infer<typeof systemSchema>

/** Business date, zone and reporting currency of the bank. */
export const useToday = (): UseQueryResult<Today, ApiError> =>
  useApi('/api/v1/today', todaySchema, { staleTime: 60_000 })
