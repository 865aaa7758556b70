import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { qualityRuleViewSchema, ruleHistorySchema } from '#quality/contract'
import { put } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { lineChart } from '../../../ui/charts/line.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { useResultColumns } from '../board/ResultsTab.js'
import { keepScope } from '../../../ui/place/scope.js'
import { QUALITY, ruleEditPath } from '../quality-paths.js'
import { ResultTag } from '../ResultTag.js'
import '../quality.css'

type History = z.infer<typeof ruleHistorySchema>

/** One rule: what it checks, what it found each day, and masked samples of offenders. */
export function RulePage() {
  const { key = '' } = useParams()
  const history = useApi(`${QUALITY}/rules/${encodeURIComponent(key)}`, ruleHistorySchema)
  return <Loaded query={history}>{(data) => <Rule history={data} />}</Loaded>
}

function Rule({ history: { rule, items } }: { readonly history: History }) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const mayWrite = useMay('data.load')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const flip = useAction(() => put(`${QUALITY}/rules/${encodeURIComponent(rule.key)}/switch`, { off: !rule.off }, qualityRuleViewSchema), { refreshes: [QUALITY] })
  const header = (
    <ObjectHeader
      name={say(rule.name)}
      parent={{ label: t('rule.parent'), to: '/data/quality?tab=rules' }}
      status={rule.off ? <StatusTag tone="quiet">{t('rule.off')}</StatusTag> : <ResultTag status={rule.status} />}
      version={rule.version}
      note={say(rule.sentence)}
      actions={
        mayWrite && (
          <>
            <Button loading={flip.isPending} onClick={() => flip.mutate(undefined)}>
              {rule.off ? t('rule.switchOn') : t('rule.switchOff')}
            </Button>
            {!rule.builtIn && (
              <Button type="primary" onClick={() => void navigate(keepScope(ruleEditPath(rule.key), search))}>
                {t('edit.edit')}
              </Button>
            )}
          </>
        )
      }
    />
  )
  return (
    <ObjectPage
      header={header}
      tabs={[
        { key: 'history', label: t('rule.history'), content: <HistoryTab items={items} /> },
        { key: 'samples', label: t('rule.samples'), content: <SamplesTab items={items} /> },
      ]}
    />
  )
}

function HistoryTab({ items }: { readonly items: History['items'] }) {
  const { t } = useTranslation('quality')
  const columns = useResultColumns(false)
  const sources = [...new Set(items.map(({ source }) => source))]
  const lines = sources.map((source) => ({
    name: source ?? t('wholeBank'),
    points: items.filter((item) => item.source === source && item.value !== null).map(({ asOf, value }) => ({ at: asOf, value })).reverse(),
  }))
  return (
    <>
      {lines.some(({ points }) => points.length > 1) && <Chart chart={lineChart} rows={lines} options={{ format: { kind: 'number', digits: 4 }, atLabel: t('date') }} title={t('rule.trend')} />}
      <ListTable rows={items} columns={columns} rowKey={({ source, asOf, at }) => `${source ?? ''} ${asOf} ${at}`} />
    </>
  )
}

function SamplesTab({ items }: { readonly items: History['items'] }) {
  const { t } = useTranslation('quality')
  const samples = items.find((item) => item.samples.length > 0)?.samples ?? []
  if (samples.length === 0) return <p className="soft">{t('rule.noSamples')}</p>
  return (
    <>
      <p className="soft">{t('rule.samplesWhy')}</p>
      <ListTable
        rows={samples}
        columns={[
          { key: 'row', title: t('result.sample'), render: ({ row }) => <code>{row}</code> },
          { key: 'value', title: t('result.sampleValue'), render: ({ value }) => <code>{value}</code> },
        ]}
        rowKey={({ row, value }) => `${row} ${value}`}
      />
    </>
  )
}
