import { useTranslation } from 'react-i18next'
import { modelListSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import type { ModelItem } from '../model-state.js'
import { customerScorePath, modelPath, MODELS } from '../models-paths.js'
import { writeScore } from '../write-score.js'
import { useCustomerScore } from './ScoreReasons.js'

/** One model's score of the customer; a customer outside its population is said, not shown as an error. */
function ScoreRow({ model, custId }: { readonly model: ModelItem; readonly custId: string }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const locale = useFormatLocale()
  const { data, error } = useCustomerScore(model.key, custId)
  return (
    <tr>
      <td><AppLink to={modelPath(model.key)}>{say(model.name)}</AppLink></td>
      <td className="right figures">{data === undefined ? <span className="soft">{error === null ? '…' : t('customer.notScored')}</span> : writeScore(data.score, model.task, null, locale)}</td>
      <td>{data && t('scores.decileName', { decile: data.decile })}</td>
      <td>{data && <DateText value={data.asOf} />}</td>
      <td>{data && <AppLink to={customerScorePath(model.key, custId)}>{t('scores.whyThis')}</AppLink>}</td>
    </tr>
  )
}

/** What every scored model says of a customer. */
export function CustomerModelScores({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('models')
  const models = useApi(MODELS, modelListSchema)
  return (
    <Loaded query={models}>
      {({ items }) => {
        const scored = items.filter(({ scored: run }) => run !== null)
        if (scored.length === 0) return <EmptyState title={t('customer.none')} why={t('scores.noneWhy')} action={<AppLink to="/models">{t('title')}</AppLink>} />
        return (
          <section className="panel">
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('customer.model')}</th>
                  <th scope="col" className="right">{t('scores.score')}</th>
                  <th scope="col">{t('scores.decile')}</th>
                  <th scope="col">{t('drift.asOf')}</th>
                  <th scope="col">{t('scores.why')}</th>
                </tr>
              </thead>
              <tbody>
                {scored.map((model) => (
                  <ScoreRow key={model.key} model={model} custId={custId} />
                ))}
              </tbody>
            </table>
          </section>
        )
      }}
    </Loaded>
  )
}
