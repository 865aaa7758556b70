import { useTranslation } from 'react-i18next'
import { modelListSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'

/** Models there are, with the version in force and when customers were last scored. */
export function ModelStep() {
  const { t } = useTranslation('insight')
  const say = useSay()
  const mayRead = useMay('model.read')
  const models = useApi(mayRead ? '/api/v1/models' : null, modelListSchema)
  if (!mayRead) return <p className="soft">{t('picture.wizard.noModel')}</p>
  return (
    <section className="panel">
      <h2>{t('picture.wizard.modelTitle')}</h2>
      <p className="soft">{t('picture.wizard.modelWhy')}</p>
      <Loaded query={models}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('picture.wizard.noModel')} <AppLink to="/models">{t('picture.wizard.toModels')}</AppLink></p>
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('picture.wizard.model')}</th>
                  <th scope="col">{t('picture.wizard.champion')}</th>
                  <th scope="col">{t('picture.wizard.scored')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ key, name, champion, scored }) => (
                  <tr key={key}>
                    <th scope="row"><AppLink to={`/models/${encodeURIComponent(key)}`}>{say(name)}</AppLink></th>
                    <td className="figures">{champion === null ? t('picture.wizard.none') : champion.number}</td>
                    <td><DateText value={scored?.asOf ?? null} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </section>
  )
}
