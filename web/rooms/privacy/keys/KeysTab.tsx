import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { keyStateSchema } from '#privacy/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber } from '../../../ui/format.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { PRIVACY } from '../privacy-paths.js'

type Key = z.infer<typeof keyStateSchema>['keys'][number]
const KEYS = `${PRIVACY}/keys`
const sealed = ({ uses }: Key): number => uses.reduce((sum, { rows }) => sum + rows, 0)

/** Sealing keys: how old, what each sealed, rotation with its progress. Never the keys themselves. */
export function KeysTab() {
  const { t } = useTranslation('privacy')
  const state = useApi(KEYS, keyStateSchema)
  return (
    <Loaded query={state}>
      {({ fromFile, keys }) => (
        <div className="privacy-stack">
          <div className="privacy-bar">
            <Rotate keys={keys} fromFile={fromFile} />
            <span className="soft">
              {t(fromFile ? 'key.file' : 'key.config')}
              <HelpHint name={t('tab.keys')} source={t('key.source')}>
                {t('key.help')}
              </HelpHint>
            </span>
          </div>
          <ListTable
            rows={keys}
            rowKey={({ id }) => id}
            empty={<EmptyState title={t('key.emptyTitle')} why={t('key.emptyWhy')} />}
            columns={[
              { key: 'id', title: t('key.id'), render: ({ id }) => <code>{id}</code> },
              { key: 'state', title: t('key.state'), render: (key) => <KeyState item={key} /> },
              { key: 'fingerprint', title: t('key.fingerprint'), render: ({ fingerprint }) => <code title={fingerprint}>{fingerprint.slice(0, 16)}</code> },
              { key: 'made', title: t('key.made'), render: ({ madeAt }) => <DateText value={madeAt} /> },
              { key: 'age', title: t('key.age'), align: 'right', render: ({ ageDays }) => <Num value={ageDays} /> },
              { key: 'rows', title: t('key.sealed'), align: 'right', render: (key) => <Num value={sealed(key)} /> },
              { key: 'places', title: t('key.place'), render: ({ uses }) => <span className="use-counts">{uses.map(({ place, rows }) => <span key={place}><code>{place}</code> <Num value={rows} /></span>)}</span> },
              { key: 'actions', title: t('key.actions'), render: (key) => <Retire item={key} /> },
            ]}
          />
        </div>
      )}
    </Loaded>
  )
}

function KeyState({ item }: { readonly item: Key }) {
  const { t } = useTranslation('privacy')
  if (item.active) return <StatusTag tone="active">{t('key.active')}</StatusTag>
  return <StatusTag tone="quiet">{sealed(item) === 0 ? t('key.unused') : t('key.old')}</StatusTag>
}

function Rotate({ keys, fromFile }: { readonly keys: readonly Key[]; readonly fromFile: boolean }) {
  const { t } = useTranslation('privacy')
  const locale = useFormatLocale()
  const mayRotate = useMay('system.manage')
  if (!mayRotate) return null
  const rows = keys.reduce((sum, key) => sum + (fromFile || !key.active ? sealed(key) : 0), 0)
  return (
    <JobButton
      label={t('key.rotate')}
      type="primary"
      start={() => post(`${KEYS}/rotate`, { newKey: fromFile }, startedSchema)}
      refreshes={[KEYS]}
      confirm={{ title: t('key.rotateTitle'), text: <p>{t('key.rotateWhat', { rows: formatNumber(rows, locale) })}</p> }}
    />
  )
}

function Retire({ item }: { readonly item: Key }) {
  const { t } = useTranslation('privacy')
  const mayRetire = useMay('system.manage')
  const refresh = useRefresh()
  if (!mayRetire || item.active || sealed(item) > 0) return null
  const retire = async () => {
    await post(`${KEYS}/${encodeURIComponent(item.id)}/retire`, {}, keyStateSchema)
    await refresh(KEYS)
  }
  return (
    <ConfirmButton size="small" danger label={t('key.retire')} title={t('key.retireTitle', { id: item.id })} onConfirm={retire}>
      {t('key.retireWhat')}
    </ConfirmButton>
  )
}
