import { useTranslation } from 'react-i18next'
import { scoreBoardSchema } from '#quality/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'

/** What is loaded, and how good it is by the newest checks. */
export function DataStep() {
  const { t } = useTranslation('insight')
  const say = useSay()
  const mayData = useMay('data.read')
  const scores = useApi(mayData ? '/api/v1/quality/scores' : null, scoreBoardSchema, { query: { by: 'table' } })
  if (!mayData) return null
  return (
    <section className="panel">
      <h2>
        {t('picture.wizard.dataTitle')}
        <HelpHint name={t('picture.wizard.score')} formula={t('picture.wizard.quality')} />
      </h2>
      <Loaded query={scores}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="soft">{t('picture.wizard.noScores')}</p>
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('picture.wizard.table')}</th>
                  <th scope="col" className="right">{t('picture.wizard.score')}</th>
                  <th scope="col">{t('picture.wizard.asOf')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ key, name, days }) => {
                  const last = days.findLast(({ score }) => score !== null)
                  return (
                    <tr key={key}>
                      <th scope="row">{say(name)}</th>
                      <td className="right"><Num value={last?.score ?? null} digits={1} /></td>
                      <td><DateText value={last?.asOf ?? null} /></td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          )
        }
      </Loaded>
      <AppLink to="/data/quality">{t('picture.wizard.toQuality')}</AppLink>
    </section>
  )
}
