import { tieringDetailSchema, tieringSchema } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { useSay } from '../../../ui/language/use-say.js'
import { tieringUrl } from './tier-paths.js'

/** Features of a look-alike as its definition names them; the key where it names none. */
export function useFeatureNames(tiering: string): (feature: string) => string {
  const say = useSay()
  const parsed = tieringSchema.safeParse(useApi(tieringUrl(tiering), tieringDetailSchema).data?.body)
  const features = parsed.success && parsed.data.plan.kind === 'alike' ? parsed.data.plan.features : []
  const names = new Map(features.map(({ key, name }) => [key, say(name)]))
  return (feature) => names.get(feature) ?? feature
}
