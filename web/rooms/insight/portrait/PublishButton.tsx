import { Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type KeptPortrait, keptPortraitSchema, type Published } from '#insight/contract'
import { del, put, urlOf } from '../../../api/client.js'
import { useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { useScope } from '../../../ui/place/scope.js'
import { PORTRAITS, portraitUrl } from '../insight-paths.js'

interface Props {
  readonly id: number
  readonly published: Published | null
  /** What it is called until somebody says otherwise. */
  readonly name: string
  readonly onDone?: (kept: KeptPortrait) => void
}

/** Publishes a kept portrait with name, owner and description, or changes what it was published with. */
export function PublishButton({ id, published, name, onDone }: Props) {
  const { t } = useTranslation('insight')
  const { org } = useScope()
  const refresh = useRefresh()
  const [said, setSaid] = useState({ zh: published?.name.zh ?? name, en: published?.name.en ?? '', owner: published?.owner ?? '', about: published?.description?.zh ?? '' })
  const [tried, setTried] = useState(false)
  if (!useMay('segment.write')) return null
  const [zh, en, owner, about] = [said.zh.trim(), said.en.trim(), said.owner.trim(), said.about.trim()]
  const run = async () => {
    setTried(true)
    const body = { name: { zh, ...(en === '' ? {} : { en }) }, owner, ...(about === '' ? {} : { description: { zh: about } }) }
    const kept = await put(urlOf(`${portraitUrl(id)}/publication`, { org }), body, keptPortraitSchema)
    await refresh(PORTRAITS)
    onDone?.(kept)
  }
  const field = (key: 'zh' | 'en' | 'owner', label: string, isNeeded: boolean) => {
    const fault = tried && isNeeded && said[key].trim() === ''
    return (
      <Form.Item label={label} required={isNeeded} htmlFor={`publish-${key}`} {...(fault ? { help: t('picture.published.required'), validateStatus: 'error' as const } : {})}>
        <Input id={`publish-${key}`} maxLength={key === 'owner' ? 100 : 200} value={said[key]} onChange={({ target }) => setSaid({ ...said, [key]: target.value })} />
      </Form.Item>
    )
  }
  return (
    <ConfirmButton label={t(published === null ? 'picture.published.publish' : 'picture.published.change')} title={t('picture.published.title')} confirmLabel={t('picture.published.confirm')} onConfirm={run}>
      <p>{t('picture.published.what')}</p>
      <Form layout="vertical" component="div">
        {field('zh', t('picture.published.nameZh'), true)}
        {field('en', t('picture.published.nameEn'), false)}
        {field('owner', t('picture.published.owner'), true)}
        <Form.Item label={t('picture.published.about')} htmlFor="publish-about">
          <Input.TextArea id="publish-about" autoSize={{ minRows: 2, maxRows: 5 }} maxLength={1000} value={said.about} onChange={({ target }) => setSaid({ ...said, about: target.value })} />
        </Form.Item>
      </Form>
    </ConfirmButton>
  )
}

/** Takes the publication of a portrait back. */
export function WithdrawButton({ id }: { readonly id: number }) {
  const { t } = useTranslation('insight')
  const { org } = useScope()
  const refresh = useRefresh()
  if (!useMay('segment.write')) return null
  const run = async () => {
    await del(urlOf(`${portraitUrl(id)}/publication`, { org }), keptPortraitSchema)
    await refresh(PORTRAITS)
  }
  return (
    <ConfirmButton label={t('picture.published.withdraw')} title={t('picture.published.withdraw')} confirmLabel={t('picture.published.withdraw')} onConfirm={run}>
      <p>{t('picture.published.withdrawWhat')}</p>
    </ConfirmButton>
  )
}
