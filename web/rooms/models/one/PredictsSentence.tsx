import { useTranslation } from 'react-i18next'
import { useSay } from '../../../ui/language/use-say.js'
import type { ModelDetail } from './use-picked-version.js'

const withoutStop = (sentence: string): string => sentence.replace(/[。.]$/, '')

/** What the model predicts, in one sentence. */
export function PredictsSentence({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const { words, horizonDays, task } = model
  const population = words.population === null ? t('overview.everyone') : withoutStop(say(words.population))
  if (task === 'uplift') return <p className="model-verdict">{t('uplift.sentence', { population, days: horizonDays })}</p>
  const label = words.label === null ? t('overview.unknown') : withoutStop(say(words.label))
  return <p className="model-verdict">{t(task === 'regression' ? 'overview.sentenceAmount' : 'overview.sentence', { population, days: horizonDays, label })}</p>
}
