import { purposeListSchema } from '#privacy/contract'
import { useApi } from '../../../api/query.js'
import { useSay } from '../../../ui/language/use-say.js'

/** Name of a purpose by its code. */
export function usePurposeName(): (code: string) => string {
  const say = useSay()
  const purposes = useApi('/api/v1/privacy/purposes', purposeListSchema, { staleTime: 300_000 }).data?.items ?? []
  return (code) => {
    const found = purposes.find((purpose) => purpose.code === code)
    return found === undefined ? code : say(found.name)
  }
}
