import type { z } from 'zod'
import { purposeListSchema } from '#privacy/contract'
import { useApi } from '../../api/query.js'
import { useSay } from '../../ui/language/use-say.js'
import { PRIVACY } from './privacy-paths.js'

export type PurposeItem = z.infer<typeof purposeListSchema>['items'][number]

/** Every purpose, and the name of one by its code. */
export function usePurposes(): { readonly items: readonly PurposeItem[]; readonly nameOf: (code: string) => string } {
  const say = useSay()
  const items = useApi(`${PRIVACY}/purposes`, purposeListSchema, { staleTime: 60_000 }).data?.items ?? []
  return {
    items,
    nameOf: (code) => {
      const found = items.find((item) => item.code === code)
      return found === undefined ? code : say(found.name)
    },
  }
}
