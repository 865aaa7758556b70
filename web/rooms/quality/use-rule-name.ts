import { ruleListSchema } from '#quality/contract'
import { useApi } from '../../api/query.js'
import { useSay } from '../../ui/language/use-say.js'
import { QUALITY } from './quality-paths.js'

/** The name of a rule by its key; of one that is no more, its key. */
export function useRuleName(): (key: string) => string {
  const say = useSay()
  const names = new Map((useApi(`${QUALITY}/rules`, ruleListSchema, { staleTime: 60_000 }).data?.items ?? []).map(({ key, name }) => [key, name]))
  return (key) => {
    const name = names.get(key)
    return name === undefined ? key : say(name)
  }
}
