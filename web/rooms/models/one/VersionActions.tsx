import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nothing, post } from '../../../api/client.js'
import { useRefresh } from '../../../api/query.js'
import { useMay, useSession } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { Version } from '../model-state.js'
import { modelUrl, MODELS, versionUrl } from '../models-paths.js'
import type { ModelDetail } from './use-picked-version.js'

interface Props {
  readonly model: ModelDetail
  readonly version: Version
}

const LEAST_NOTE = 4

/** Approval by a second person, with what they looked at. */
function Approve({ model, version }: Props) {
  const { t } = useTranslation('models')
  const refresh = useRefresh()
  const may = useMay('model.approve')
  const { person } = useSession()
  const [note, setNote] = useState('')
  if (version.trainedBy.id === person.id) return <span className="soft">{t('versions.ownVersion')}</span>
  if (!may) return null
  const { number } = version
  const approve = async () => {
    await post(`${versionUrl(model.key, number)}/approve`, { note: note.trim() }, nothing)
    await refresh(MODELS)
  }
  return (
    <ConfirmButton size="small" type="primary" label={t('versions.approve')} title={t('versions.approveTitle', { number })} onConfirm={approve}>
      <p>{t('versions.approveWhat')}</p>
      <Input.TextArea aria-label={t('versions.note')} placeholder={t('versions.note')} maxLength={1000} autoSize={{ minRows: 3 }} status={note.trim().length > 0 && note.trim().length < LEAST_NOTE ? 'error' : ''} value={note} onChange={({ target }) => setNote(target.value)} />
    </ConfirmButton>
  )
}

/** Puts an approved version in a role, saying whom it replaces. */
function Promote({ model, version, as }: Props & { readonly as: 'champion' | 'challenger' }) {
  const { t } = useTranslation('models')
  const say = useSay()
  const refresh = useRefresh()
  const { number } = version
  const promote = async () => {
    await post(`${versionUrl(model.key, number)}/promote`, { as }, nothing)
    await refresh(MODELS)
  }
  const population = model.words.population === null ? t('overview.everyone') : say(model.words.population).replace(/[。.]$/, '')
  return (
    <ConfirmButton size="small" type={as === 'champion' ? 'primary' : 'default'} label={t(`versions.${as}`)} title={t(`versions.${as}Title`, { number })} onConfirm={promote}>
      <p>{as === 'champion' ? t('versions.championWhat', { number, population }) : t('versions.challengerWhat')}</p>
      {as === 'champion' && model.champion !== null && <p>{t('versions.championReplaces', { number: model.champion.number })}</p>}
    </ConfirmButton>
  )
}

/** Puts the live version before this one back. */
function Rollback({ model, version }: Props) {
  const { t } = useTranslation('models')
  const refresh = useRefresh()
  const rollBack = async () => {
    await post(`${modelUrl(model.key)}/rollback`, {}, nothing)
    await refresh(MODELS)
  }
  return (
    <ConfirmButton size="small" danger label={t('versions.rollback')} title={t('versions.rollbackTitle')} onConfirm={rollBack}>
      {t('versions.rollbackWhat', { number: version.number })}
    </ConfirmButton>
  )
}

/** What may be done with a version now. */
export function VersionActions({ model, version }: Props) {
  const may = useMay('model.manage')
  if (version.status === 'trained') return <Approve model={model} version={version} />
  if (!may) return null
  const wasLive = model.versions.some(({ status, promotedAt }) => status === 'retired' && promotedAt !== null)
  if (version.status === 'champion') return wasLive ? <Rollback model={model} version={version} /> : null
  if (version.status === 'retired') return null
  return (
    <span className="model-buttons">
      <Promote model={model} version={version} as="champion" />
      {version.status === 'approved' && <Promote model={model} version={version} as="challenger" />}
    </span>
  )
}
