import { useTranslation } from 'react-i18next'
import { useOrgs } from '../../../api/orgs.js'
import { useSay } from '../../../ui/language/use-say.js'

/** A group as people call it: a branch by its name, a gender by its word, an age band as it is. */
export function useGroupName(by: 'age' | 'gender' | 'region'): (group: string) => string {
  const { t } = useTranslation('models')
  const say = useSay()
  const orgs = useOrgs().data?.items ?? []
  return (group) => {
    if (by === 'gender') return t(`fairness.genders.${group as 'F'}`, { defaultValue: group })
    const open = by === 'age' ? /^-?(\d+)-?$/.exec(group)?.[1] : undefined
    if (open !== undefined) return t(group.startsWith('-') ? 'fairness.ageTo' : 'fairness.ageFrom', { age: open })
    const org = by === 'region' ? orgs.find(({ orgId }) => orgId === group) : undefined
    return org === undefined ? group : say({ zh: org.nameZh, en: org.nameEn ?? undefined })
  }
}
