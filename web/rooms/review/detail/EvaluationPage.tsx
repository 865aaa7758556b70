import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { evaluationDetailSchema, type EvaluationResult, evaluationSchema } from '#review/contract'
import { getFile } from '../../../api/file.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { DownloadButton } from '../../../ui/action/DownloadButton.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatInstant, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { evaluationUrl } from '../review-paths.js'
import { SampleRatio } from '../SampleRatio.js'
import { MetricTable } from './MetricTable.js'
import { RunButton } from './RunButton.js'
import { SplitForest } from './SplitForest.js'
import '../review.css'

type Detail = z.infer<typeof evaluationDetailSchema>

/** What was judged, how many were drawn, over which days. */
function Facts({ detail, result }: { detail: Detail; result: EvaluationResult }) {
  const { t } = useTranslation('review')
  const locale = useFormatLocale()
  const body = evaluationSchema.safeParse(detail.body)
  const of = body.success ? body.data.of : null
  const { from, to } = result.window
  return (
    <dl className="panel evaluation-facts figures">
      <div>
        <dt>{t('facts.of')}</dt>
        <dd>{of && ('campaign' in of ? t('facts.campaign', { name: of.campaign }) : t('facts.strategy', { name: of.strategy }))}</dd>
      </div>
      {result.arms.map(({ arm, n, share }) => (
        <div key={arm}>
          <dt>{arm === result.control ? t('control', { arm }) : `${t('metric.arm')} ${arm}`}</dt>
          <dd>
            <Num value={n} /> <span className="soft">{t('facts.share', { share: formatPercent(share, locale) })}</span>
          </dd>
        </div>
      ))}
      <div>
        <dt>
          {t('facts.contaminated')}
          <HelpHint name={t('facts.contaminated')}>{t('help.contaminated')}</HelpHint>
        </dt>
        <dd><Num value={result.contaminated} /></dd>
      </div>
      <div>
        <dt>{t('facts.window')}</dt>
        <dd>{from === null && to === null ? t('facts.windowAll') : t('facts.windowRange', { from: from ?? '…', to: to ?? '…' })}</dd>
      </div>
      <div>
        <dt>{t('srm.name')}</dt>
        <dd><SampleRatio check={result.sampleRatio} /></dd>
      </div>
    </dl>
  )
}

function Result({ detail, result }: { detail: Detail; result: EvaluationResult }) {
  const { t } = useTranslation('review')
  const say = useSay()
  const { flagged } = result.sampleRatio
  return (
    <div className="evaluation">
      {flagged && <p className="verdict is-doubtful" role="alert">{t('srm.flaggedWhat')}</p>}
      <p className="verdict">{say(result.verdict)}</p>
      <Facts detail={detail} result={result} />
      <MetricTable metrics={result.metrics} />
      <SplitForest result={result} />
    </div>
  )
}

function Evaluation({ detail }: { readonly detail: Detail }) {
  const { t } = useTranslation('review')
  const say = useSay()
  const locale = useFormatLocale()
  const mayWrite = useMay('review.write')
  const { key, result, version } = detail
  const actions = (
    <>
      {result && <DownloadButton label={t('csv')} fileName={`evaluation-${key}.csv`} load={() => getFile(`${evaluationUrl(key)}/result.csv`)} />}
      {result && (
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('print')}
        </Button>
      )}
      {mayWrite && <RunButton evaluation={detail} hasResult={result !== null} />}
    </>
  )
  return (
    <>
      <ObjectHeader
        name={say(detail.name)}
        parent={{ label: t('title'), to: '/review/evaluations' }}
        version={version}
        hasDraft={detail.hasDraft}
        {...(result ? { asOf: result.asOf, note: t('facts.computed', { at: formatInstant(result.computedAt, locale) }) } : {})}
        actions={actions}
      />
      {result ? (
        <Result detail={detail} result={result} />
      ) : (
        <EmptyState title={t('noResult')} why={version === null ? t('notPublished') : t('noResultWhy')} />
      )}
    </>
  )
}

/** One evaluation: the verdict in words first, then everything it rests on. */
export function EvaluationPage() {
  const { key = '' } = useParams()
  const detail = useApi(evaluationUrl(key), evaluationDetailSchema)
  return <Loaded query={detail}>{(data) => <Evaluation detail={data} />}</Loaded>
}
