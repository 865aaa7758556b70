import { useUrlState } from '../../../ui/place/scope.js'
import { useApi } from '../../../api/query.js'
import type { z } from 'zod'
import { type modelDetailSchema, versionDetailSchema } from '#models/contract'
import { versionUrl } from '../models-paths.js'

export type ModelDetail = z.infer<typeof modelDetailSchema>
export type VersionDetail = z.infer<typeof versionDetailSchema>

/** The version the page looks at: the address names it (`v`), else the live one, else the newest; null before the first. */
export function usePickedNumber(model: ModelDetail): number | null {
  const [search] = useUrlState()
  const asked = Number(search.get('v'))
  const known = model.versions.find(({ number }) => number === asked)
  return (known ?? model.champion ?? model.newest)?.number ?? null
}

/** Every figure of a version; null waits. */
export const useVersion = (key: string, number: number | null) =>
  useApi(number === null ? null : versionUrl(key, number), versionDetailSchema, { staleTime: 60_000 })
