import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleDocument } from '#kernel/rule'
import { groupArms, groupNames, groupReadingSchema, type GroupReading, type GroupRun } from '#models/contract'
import type { Vocabulary } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Estimate, type EstimateValue } from '../../../ui/figures/Estimate.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatPp } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import { modelUrl } from '../models-paths.js'
import { RuleField } from '../wizard/RuleField.js'

const EVERYBODY: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }

type Lift = GroupReading['lift']

/** A lift with its interval; null without one. */
function estimateOf(lift: Lift | null): EstimateValue | null {
  if (lift === null || lift.ciLow === null || lift.ciHigh === null) return null
  return { value: lift.diff, low: lift.ciLow, high: lift.ciHigh }
}

function Cells({ run, reading }: { readonly run: GroupRun; readonly reading: GroupReading | null }) {
  const { t } = useTranslation('models')
  return (
    <table className="plain-table model-numbers">
      <thead>
        <tr>
          <th scope="col">{t('group.group')}</th>
          {groupArms.map((arm) => <th key={arm} scope="col">{t(`group.arm.${arm}`)}</th>)}
        </tr>
      </thead>
      <tbody>
        {groupNames.map((group) => (
          <tr key={group}>
            <th scope="row">{t(`group.of.${group}`)}</th>
            {groupArms.map((arm) => {
              const count = run.counts.find((one) => one.group === group && one.arm === arm)
              const cell = reading?.cells.find((one) => one.group === group && one.arm === arm)
              return (
                <td key={arm}>
                  <Num value={count?.customers ?? 0} />
                  {cell?.rate !== undefined && cell.rate !== null && <small className="soft"> · <Percent value={cell.rate} of={{ part: cell.outcomes, total: cell.customers }} /></small>}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Lifts({ reading }: { readonly reading: GroupReading }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const rows = [['model', reading.model], ['expert', reading.expert], ['lift', reading.lift], ['whole', reading.whole]] as const
  return (
    <table className="plain-table model-numbers">
      <tbody>
        {rows.map(([what, lift]) => (
          <tr key={what}>
            <th scope="row">{t(`group.reading.${what}`)}</th>
            <td>{lift === null ? t('group.noHoldOut') : <Estimate estimate={estimateOf(lift)} format={(value) => formatPp(value, locale)} good="up" />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One dealing: how many in each group and arm, and, by an outcome, what the model added to people's own rule. */
export function GroupRunPanel({ run, vocabulary }: { readonly run: GroupRun; readonly vocabulary: Vocabulary }) {
  const { t } = useTranslation('models')
  const [outcome, setOutcome] = useState(EVERYBODY)
  const [isAsking, ask] = useState(false)
  const read = useAction(() => post(`${modelUrl(run.model)}/groups/${run.runId}/reading`, { outcome }, groupReadingSchema), { onDone: () => ask(false) })
  const reading = read.data ?? null
  return (
    <section className="panel model-scroll">
      <h2>
        {run.design.salt}
        <FigureHelp figure="modelGroup" />
      </h2>
      <p className="soft">{t('group.made', { version: run.version, asOf: run.asOf, size: run.size })}</p>
      <Cells run={run} reading={reading} />
      {reading !== null && (
        <>
          <h3>{t('group.read', { asOf: reading.asOf })}</h3>
          <Lifts reading={reading} />
          <p className="soft">{t(`group.method.${reading.method}`)}</p>
        </>
      )}
      {read.error && <ErrorPanel error={read.error} />}
      {isAsking ? (
        <>
          <h3>{t('group.outcome')}</h3>
          <p className="soft">{t('group.outcomeWhat', { asOf: run.asOf })}</p>
          <RuleField rule={outcome.rule} onChange={setOutcome} vocabulary={vocabulary} mistakes={[]} path="outcome" />
          <div className="model-actions">
            <Button type="primary" disabled={outcome.rule.kind === 'always'} loading={read.isPending} onClick={() => read.mutate(undefined)}>{t('group.readNow')}</Button>
            <Button onClick={() => ask(false)}>{t('group.cancel')}</Button>
          </div>
        </>
      ) : (
        <Button onClick={() => ask(true)}>{t('group.readButton')}</Button>
      )}
    </section>
  )
}
