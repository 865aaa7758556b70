import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sizeMeasures, subscriptionSchema, subscriptionsSchema, type SizeMeasure, type Subscription } from '#segments/contract'
import { del, nothing, post } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import type { SegmentDetail } from '../detail/SegmentPage.js'
import { segmentUrl } from '../segment-paths.js'

const isShare = (measure: SizeMeasure): boolean => measure === 'grows' || measure === 'shrinks'
const FULL = 100

function Measured({ measure, value }: { readonly measure: SizeMeasure; readonly value: number }) {
  return isShare(measure) ? <Percent value={value} /> : <Num value={value} />
}

function Line({ segment, one }: { readonly segment: SegmentDetail; readonly one: Subscription }) {
  const { t } = useTranslation('segments')
  const path = `${segmentUrl(segment.key)}/subscriptions`
  const end = useAction(() => del(`${path}/${one.id}`, nothing), { refreshes: [path] })
  return (
    <tr>
      <td>{t(`life.measures.${one.measure}`)} <Measured measure={one.measure} value={one.threshold} /></td>
      <td>{isShare(one.measure) ? t(`life.against.${one.against}`) : '–'}{one.against === 'start' && one.startSize !== null && isShare(one.measure) ? <> (<Num value={one.startSize} />)</> : null}</td>
      <td>{one.met === null ? <span className="soft">{t('life.notMet')}</span> : <><DateText value={one.met.asOf} /> <Measured measure={one.measure} value={one.met.value} /></>}</td>
      <td className="right"><Button size="small" loading={end.isPending} onClick={() => end.mutate(undefined)}>{t('life.end')}</Button></td>
    </tr>
  )
}

function Add({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const path = `${segmentUrl(segment.key)}/subscriptions`
  const [measure, setMeasure] = useState<SizeMeasure>('grows')
  const [amount, setAmount] = useState<number | null>(10)
  const [against, setAgainst] = useState<'before' | 'start'>('before')
  const threshold = amount === null ? null : isShare(measure) ? amount / FULL : amount
  const add = useAction(() => post(path, { measure, threshold, against }, subscriptionSchema), { refreshes: [path] })
  const choose = (next: SizeMeasure) => {
    if (isShare(next) !== isShare(measure)) setAmount(isShare(next) ? 10 : (segment.latest?.size ?? null))
    setMeasure(next)
  }
  return (
    <>
      <div className="member-choice">
        <Select<SizeMeasure> aria-label={t('life.measure')} value={measure} popupMatchSelectWidth={false} onChange={choose} options={sizeMeasures.map((value) => ({ value, label: t(`life.measures.${value}`) }))} />
        <InputNumber<number> aria-label={t('life.threshold')} min={isShare(measure) ? 0.1 : 1} {...(measure === 'shrinks' ? { max: FULL } : {})} value={amount} onChange={setAmount} suffix={isShare(measure) ? '%' : t('life.unit')} />
        {isShare(measure) && <Select<'before' | 'start'> aria-label={t('life.compared')} value={against} popupMatchSelectWidth={false} onChange={setAgainst} options={(['before', 'start'] as const).map((value) => ({ value, label: t(`life.against.${value}`) }))} />}
        <Button type="primary" disabled={threshold === null || threshold <= 0} loading={add.isPending} onClick={() => add.mutate(undefined)}>{t('life.subscribe')}</Button>
      </div>
      {add.error && <ErrorPanel error={add.error} />}
    </>
  )
}

/** The person's own subscriptions: told in the list of alerts, and by e-mail where the bank has set it up. */
export function Subscriptions({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const subscriptions = useApi(`${segmentUrl(segment.key)}/subscriptions`, subscriptionsSchema)
  return (
    <section className="panel life-panel">
      <h2>{t('life.subscriptions')} <HelpHint name={t('life.subscriptions')} formula="n₁ / n₀ − 1">{t('life.subscriptionsHelp')}</HelpHint></h2>
      <Add segment={segment} />
      <Loaded query={subscriptions}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('life.noSubscriptions')}</p>
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('life.when')}</th>
                  <th scope="col">{t('life.compared')}</th>
                  <th scope="col">{t('life.lastMet')}</th>
                  <th scope="col" aria-label={t('column.actions')} />
                </tr>
              </thead>
              <tbody>{items.map((one) => <Line key={one.id} segment={segment} one={one} />)}</tbody>
            </table>
          )
        }
      </Loaded>
      <p className="soft">{t('life.whereTold')} <AppLink to="/data/quality?tab=alerts">{t('life.alerts')}</AppLink></p>
    </section>
  )
}
