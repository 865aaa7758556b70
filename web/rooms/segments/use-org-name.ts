import { useTranslation } from 'react-i18next'
import { useOrgs } from '../../api/orgs.js'
import { useSay } from '../../ui/language/use-say.js'

/** An org path as people call the org; the path itself where the org is out of sight. */
export function useOrgName(): (path: string) => string {
  const { t } = useTranslation('segments')
  const say = useSay()
  const orgs = useOrgs().data?.items ?? []
  const byPath = new Map(orgs.map((org) => [withSlash(org.path), org]))
  return (path) => {
    if (path === '/-/') return t('tiers.noOrg')
    const org = byPath.get(withSlash(path))
    return org === undefined ? path : say({ zh: org.nameZh, en: org.nameEn ?? undefined })
  }
}

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`)
