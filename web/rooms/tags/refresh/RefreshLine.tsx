import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TagRefresh, tagRefreshSchema } from '#tags/contract'
import { put } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatInstant } from '../../../ui/format.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

const REFRESH = '/api/v1/tag-refresh'

/** Switches rebuilding by itself, with why. */
function Switch({ on }: { readonly on: boolean }) {
  const { t } = useTranslation('tags')
  const [why, setWhy] = useState('')
  const choose = useAction(() => put(REFRESH, { on: !on, why: why.trim() }, tagRefreshSchema), { refreshes: [REFRESH] })
  const label = t(on ? 'auto.switchOff' : 'auto.switchOn')
  return (
    <ConfirmButton size="small" type="link" label={label} title={label} onConfirm={() => choose.mutateAsync(undefined)}>
      <p>{t(on ? 'auto.offWhat' : 'auto.onWhat')}</p>
      <Input value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} placeholder={t('auto.why')} aria-label={t('auto.why')} />
    </ConfirmButton>
  )
}

function Standing({ refresh }: { readonly refresh: TagRefresh }) {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const { state, next, choice, lastBuild } = refresh
  const failed = lastBuild?.status === 'failed' && state !== 'building'
  const values = { next: next === null ? '' : formatInstant(next, locale), by: choice?.by ?? '', why: choice?.why ?? '' }
  return (
    <>
      <StatusTag tone={failed ? 'attention' : state === 'off' ? 'quiet' : 'done'}>{t(refresh.on ? 'auto.on' : 'auto.off')}</StatusTag> {t(`auto.state.${state}`, values)}
      {failed && (
        <>
          {' '}
          <AppLink to={'/settings/jobs?kind=tags.build'}>{t('auto.failed', { at: formatInstant(lastBuild.startedAt, locale) })}</AppLink>
        </>
      )}
    </>
  )
}

/** Whether tags are rebuilt by themselves after loads, where that stands, and the switch. */
export function RefreshLine() {
  const { t } = useTranslation('tags')
  const mayWrite = useMay('tag.write')
  const refresh = useApi(REFRESH, tagRefreshSchema).data
  if (refresh === undefined) return null
  return (
    <p className="soft tags-auto">
      <Standing refresh={refresh} /> <HelpHint name={t('auto.title')}>{t('auto.help', { settle: refresh.settleMinutes, rest: refresh.restMinutes })}</HelpHint>
      {mayWrite && <Switch on={refresh.on} />}
    </p>
  )
}
