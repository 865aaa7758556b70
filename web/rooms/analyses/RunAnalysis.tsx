import type { ButtonProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../api/client.js'
import { useMay } from '../../api/session.js'
import { JobButton } from '../../ui/action/JobButton.js'
import { useScope } from '../../ui/place/scope.js'
import { ANALYSES, analysisUrl, OFFERS, offersUrl } from './analysis-paths.js'

interface Props {
  readonly of: 'analysis' | 'cross-sell'
  readonly name: string
  readonly isPublished: boolean
  readonly hasRun: boolean
  readonly type?: ButtonProps['type']
  readonly size?: ButtonProps['size']
}

/** Works an analysis out, or recommends, on the page's business date. */
export function RunAnalysis({ of, name, isPublished, hasRun, type = 'default', size }: Props) {
  const { t } = useTranslation('analyses')
  const { asOf } = useScope()
  const may = useMay('model.manage')
  if (!may) return null
  const url = of === 'analysis' ? analysisUrl(name) : offersUrl(name)
  const label = of === 'analysis' ? t(hasRun ? 'run.again' : 'run.now') : t('offers.run')
  return (
    <JobButton
      label={label}
      type={type}
      disabled={!isPublished}
      hint={t(isPublished ? 'run.oldest' : 'run.hint')}
      {...(size === undefined ? {} : { size })}
      refreshes={[ANALYSES, OFFERS]}
      start={() => post(`${url}/run`, asOf === undefined ? {} : { asOf }, startedSchema)}
    />
  )
}
