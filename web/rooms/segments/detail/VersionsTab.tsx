import { useTranslation } from 'react-i18next'
import { definitionVersionsSchema } from '#platform/definition/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { definitionUrl } from '../segment-paths.js'

/** Published versions, newest first. */
export function VersionsTab({ segmentKey }: { readonly segmentKey: string }) {
  const { t } = useTranslation('segments')
  const versions = useApi(`${definitionUrl(segmentKey)}/versions`, definitionVersionsSchema)
  return (
    <Loaded query={versions}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="soft">{t('versions.none')}</p>
        ) : (
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('versions.version')}</th>
                <th scope="col">{t('versions.at')}</th>
                <th scope="col">{t('versions.by')}</th>
                <th scope="col">{t('versions.note')}</th>
              </tr>
            </thead>
            <tbody>
              {items.toSorted((a, b) => b.version - a.version).map((one) => (
                <tr key={one.version}>
                  <td><Num value={one.version} /></td>
                  <td><DateText value={one.publishedAt} /></td>
                  <td>{one.publishedBy}</td>
                  <td>{one.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Loaded>
  )
}
