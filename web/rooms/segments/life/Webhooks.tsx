import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { segmentWebhookSchema, segmentWebhooksSchema, type SegmentWebhook } from '#segments/contract'
import { del, nothing, post } from '../../../api/client.js'
import { useAction, useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import type { SegmentDetail } from '../detail/SegmentPage.js'
import { segmentUrl } from '../segment-paths.js'

function State({ segment, hook }: { readonly segment: SegmentDetail; readonly hook: SegmentWebhook }) {
  const { t } = useTranslation('segments')
  if (hook.failures > 0) return <StatusTag tone="attention">{t('life.failing', { count: hook.failures, status: hook.lastStatus === 0 || hook.lastStatus === null ? t('life.noAnswer') : String(hook.lastStatus) })}</StatusTag>
  const told = segment.runs.find(({ runId }) => runId === hook.doneRun)
  if (told === undefined) return <StatusTag tone="quiet">{t('life.nothingTold')}</StatusTag>
  if (hook.lastAt === null) return <StatusTag tone="quiet">{t('life.startsAfter', { asOf: told.asOf })}</StatusTag>
  return <StatusTag tone={told.runId === segment.runs[0]?.runId ? 'done' : 'active'}>{t('life.toldUpTo', { asOf: told.asOf })}</StatusTag>
}

function Line({ segment, hook }: { readonly segment: SegmentDetail; readonly hook: SegmentWebhook }) {
  const { t } = useTranslation('segments')
  const mayExport = useMay('customer.export')
  const refresh = useRefresh()
  const path = `${segmentUrl(segment.key)}/webhooks`
  const end = async () => {
    await del(`${path}/${hook.id}`, nothing)
    await refresh(path)
  }
  return (
    <tr>
      <td className="webhook-url">{hook.url}</td>
      <td>{hook.purpose}</td>
      <td><State segment={segment} hook={hook} /></td>
      <td>{hook.lastAt === null ? '–' : <DateText value={hook.lastAt} />}</td>
      <td>{hook.createdBy}</td>
      <td className="right">
        {mayExport && (
          <ConfirmButton size="small" danger label={t('life.stop')} title={t('life.stopTitle')} onConfirm={end}>
            <p>{t('life.stopWhat', { url: hook.url })}</p>
          </ConfirmButton>
        )}
      </td>
    </tr>
  )
}

function Add({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const path = `${segmentUrl(segment.key)}/webhooks`
  const [url, setUrl] = useState('')
  const [purpose, setPurpose] = useState('')
  const add = useAction(() => post(path, { url: url.trim(), purpose: purpose.trim() }, segmentWebhookSchema), {
    refreshes: [path],
    onDone: () => {
      setUrl('')
      setPurpose('')
    },
  })
  const isReady = /^https?:\/\/\S+$/.test(url.trim()) && purpose.trim().length >= 4
  return (
    <>
      <div className="member-choice">
        <Input className="webhook-input" aria-label={t('life.url')} placeholder={t('life.urlHint')} value={url} onChange={({ target }) => setUrl(target.value)} />
        <Input className="webhook-input" aria-label={t('members.purpose')} placeholder={t('life.purposeHint')} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
        <Button disabled={!isReady} loading={add.isPending} onClick={() => add.mutate(undefined)}>{t('life.addWebhook')}</Button>
      </div>
      {add.error && <ErrorPanel error={add.error} />}
    </>
  )
}

/** Receivers outside that are told of members entering and leaving. */
export function Webhooks({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const mayExport = useMay('customer.export')
  const hooks = useApi(`${segmentUrl(segment.key)}/webhooks`, segmentWebhooksSchema)
  return (
    <section className="panel life-panel">
      <h2>{t('life.webhooks')} <HelpHint name={t('life.webhooks')} formula="HMAC-SHA-256(secret, t + '.' + body)">{t('life.webhooksHelp')}</HelpHint></h2>
      {mayExport && <Add segment={segment} />}
      <Loaded query={hooks}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('life.noWebhooks')}</p>
          ) : (
            <div className="wide-table">
              <table className="plain-table">
                <thead>
                  <tr>
                    {(['url', 'purpose', 'state', 'lastAt', 'by'] as const).map((name) => <th key={name} scope="col">{t(`life.webhook.${name}`)}</th>)}
                    <th scope="col" aria-label={t('column.actions')} />
                  </tr>
                </thead>
                <tbody>{items.map((hook) => <Line key={hook.id} segment={segment} hook={hook} />)}</tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </section>
  )
}
