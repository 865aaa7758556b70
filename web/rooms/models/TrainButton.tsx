import type { ButtonProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../api/client.js'
import { useMay } from '../../api/session.js'
import { JobButton } from '../../ui/action/JobButton.js'
import { useScope } from '../../ui/place/scope.js'
import { MODELS, modelUrl } from './models-paths.js'

interface TrainProps {
  readonly model: string
  /** The version training makes; absent where there is little room. */
  readonly number?: number
  readonly isPublished: boolean
  readonly type?: ButtonProps['type']
  readonly size?: ButtonProps['size']
}

/** Trains the newest published definition as the next version. */
export function TrainButton({ model, number, isPublished, type = 'default', size }: TrainProps) {
  const { t } = useTranslation('models')
  const may = useMay('model.manage')
  if (!may) return null
  return (
    <JobButton
      label={number === undefined ? t('action.trainShort') : t('action.train', { number })}
      type={type}
      disabled={!isPublished}
      {...(isPublished ? {} : { hint: t('action.trainHint') })}
      {...(size === undefined ? {} : { size })}
      refreshes={[MODELS]}
      start={() => post(`${modelUrl(model)}/train`, {}, startedSchema)}
    />
  )
}

interface ScoreProps {
  readonly model: string
  /** Whether there is a version in the role to score with. */
  readonly isReady: boolean
  /** With the challenger, unpublished. */
  readonly isShadow?: boolean
  readonly isShort?: boolean
  readonly type?: ButtonProps['type']
  readonly size?: ButtonProps['size']
}

/** Scores the population on the page's business date and publishes the scores. */
export function ScoreButton({ model, isReady, isShadow = false, isShort = false, type = 'default', size }: ScoreProps) {
  const { t } = useTranslation('models')
  const { asOf } = useScope()
  const may = useMay('model.manage')
  if (!may) return null
  const long = isShadow ? 'action.shadow' : 'action.score'
  return (
    <JobButton
      label={t(isShort ? 'action.scoreShort' : long)}
      type={type}
      disabled={!isReady}
      {...(isReady ? {} : { hint: t('action.scoreHint') })}
      {...(size === undefined ? {} : { size })}
      refreshes={[MODELS]}
      start={() => post(`${modelUrl(model)}/score`, { ...(asOf === undefined ? {} : { asOf }), ...(isShadow ? { shadow: true } : {}) }, startedSchema)}
    />
  )
}
