import { useTranslation } from 'react-i18next'
import { useDefinitionVersions } from '../../api/definitions.js'
import { Loaded } from '../feedback/Loaded.js'
import { DateText, Num } from '../figures/Num.js'

/** The published versions of a definition, newest first: when, by whom and why. */
export function VersionTable({ kind, objectKey }: { readonly kind: string; readonly objectKey: string }) {
  const { t } = useTranslation('ui')
  const versions = useDefinitionVersions(kind, objectKey)
  return (
    <Loaded query={versions} rows={3}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="soft">{t('object.neverPublished')}</p>
        ) : (
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('object.versionColumn')}</th>
                <th scope="col">{t('object.publishedAt')}</th>
                <th scope="col">{t('object.publishedBy')}</th>
                <th scope="col">{t('object.note')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ version, publishedAt, publishedBy, note }) => (
                <tr key={version}>
                  <td>
                    <Num value={version} />
                  </td>
                  <td>
                    <DateText value={publishedAt} />
                  </td>
                  <td>{publishedBy}</td>
                  <td>{note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Loaded>
  )
}
