import { z } from 'zod'
import type { UseQueryResult } from '@tanstack/react-query'
import { type DefinitionView, definitionAt } from '../../api/definitions.js'
import type { ApiError } from '../../api/problem.js'
import { useApi } from '../../api/query.js'
import { definitionSchema } from '#platform/definition/contract'

const name = z.object({ zh: z.string(), en: z.string().optional() })
const settingValue = z.union([z.string(), z.number(), z.array(z.number())])

/** What screens name of an analysis: its lines or clocks, and its settings. The rest is the server's. */
const namedSchema = z.looseObject({
  description: name.partial({ zh: true }).optional(),
  lines: z.array(z.object({ key: z.string(), name, sign: z.number().optional() })).default([]),
  clocks: z.array(z.object({ key: z.string(), name, kind: z.string() })).default([]),
  categories: z.array(z.object({ category: z.string(), chance: z.object({ value: z.looseObject({ kind: z.string(), tag: z.string().optional() }) }) })).default([]),
  ranker: z.object({ kind: z.enum(['als', 'item-neighbours']) }).optional(),
  issued: z.object({ from: z.string(), to: z.string() }).optional(),
})
export type Named = z.infer<typeof namedSchema>

const nothing: Named = { lines: [], clocks: [], categories: [] }

export function readNamed(body: unknown): Named {
  const read = namedSchema.safeParse(body)
  return read.success ? read.data : nothing
}

const settings = ['process', 'holdoutDays', 'months', 'margin', 'discount', 'since', 'quietDays', 'days', 'falseDiscovery', 'withinDays', 'level', 'flat', 'heldDays'] as const
export type Setting = (typeof settings)[number] | 'from' | 'to'

/** Settings a definition says, in order; what it leaves to the default is not among them. */
export function settingsOf(body: unknown): readonly (readonly [Setting, string | number | readonly number[]])[] {
  const read = z.record(z.string(), z.unknown()).safeParse(body)
  if (!read.success) return []
  const own = settings.flatMap((key) => {
    const value = settingValue.safeParse(read.data[key])
    return value.success ? [[key, value.data] as const] : []
  })
  const { issued } = readNamed(body)
  return issued === undefined ? own : [['from', issued.from], ['to', issued.to], ...own]
}

/** A definition as published in a version, or as it is now. `null` waits. */
export function useBody(kind: 'analysis' | 'cross-sell', key: string | null, version: number | null): UseQueryResult<DefinitionView, ApiError> {
  const path = key === null ? null : definitionAt(kind, key)
  return useApi(path === null || version === null ? path : `${path}/versions/${version}`, definitionSchema, { staleTime: 60_000 })
}
