import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { modelDetailSchema } from '#models/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import type { ModelDetail } from '../one/use-picked-version.js'
import { modelPath, modelUrl } from '../models-paths.js'
import { ScoreReasons, useCustomerScore } from './ScoreReasons.js'
import '../models.css'

function View({ model, custId }: { readonly model: ModelDetail; readonly custId: string }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const score = useCustomerScore(model.key, custId)
  return (
    <>
      <ObjectHeader
        name={t('customer.title', { name: custId })}
        parent={{ label: say(model.name), to: `${modelPath(model.key)}?tab=scores` }}
        {...(score.data === undefined ? {} : { version: score.data.version, asOf: score.data.asOf })}
        actions={<AppLink to={`/customers/${encodeURIComponent(custId)}`}>{t('customer.open')}</AppLink>}
      />
      <Loaded query={score}>{(found) => <ScoreReasons model={model} score={found} />}</Loaded>
    </>
  )
}

/** Why a customer has the score they have: each feature's push up or down, in plain words. */
export function CustomerScorePage() {
  const { key = '', custId = '' } = useParams()
  const model = useApi(modelUrl(key), modelDetailSchema)
  return <Loaded query={model}>{(found) => <View model={found} custId={custId} />}</Loaded>
}
