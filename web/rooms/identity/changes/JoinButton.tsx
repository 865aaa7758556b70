import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeStartedSchema } from '#identity/contract'
import { post } from '../../../api/client.js'
import { useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { IDENTITY } from '../identity-paths.js'
import { typedNumbers } from './typed-numbers.js'

/** Makes typed customer numbers one person, or takes them out of theirs; says how many before it is done. */
export function JoinButton({ kind }: { readonly kind: 'merge' | 'split' }) {
  const { t } = useTranslation('identity')
  const notice = useNotice()
  const refresh = useRefresh()
  const [typed, setTyped] = useState('')
  const [note, setNote] = useState('')
  const custIds = typedNumbers(typed)
  const start = async () => {
    await post(`${IDENTITY}/${kind === 'merge' ? 'merges' : 'splits'}`, { custIds, note: note.trim() }, changeStartedSchema)
    await refresh(IDENTITY, '/api/v1/jobs')
    notice.done(t('change.started'))
    setTyped('')
    setNote('')
  }
  return (
    <ConfirmButton label={t(`change.${kind}`)} title={t(`change.${kind}Title`)} onConfirm={start}>
      <Input.TextArea autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} autoSize={{ minRows: 3, maxRows: 10 }} placeholder={t('change.ids')} aria-label={t('change.ids')} />
      <p>{t(kind === 'merge' ? 'change.mergeWhat' : 'change.splitWhat', { n: custIds.length })}</p>
      <Input value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} placeholder={t('change.required')} aria-label={t('change.note')} />
    </ConfirmButton>
  )
}
