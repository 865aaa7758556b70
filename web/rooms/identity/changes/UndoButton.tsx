import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeStartedSchema } from '#identity/contract'
import { post } from '../../../api/client.js'
import { useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { IDENTITY } from '../identity-paths.js'

interface Props {
  readonly id: string
  /** One merge of the change; all of it when absent. */
  readonly merge?: number
  readonly label: string
  readonly title: string
  readonly what: string
}

/** Takes a change back, or one of its merges, after saying what goes back to where. */
export function UndoButton({ id, merge, label, title, what }: Props) {
  const { t } = useTranslation('identity')
  const notice = useNotice()
  const refresh = useRefresh()
  const [note, setNote] = useState('')
  const undo = async () => {
    await post(`${IDENTITY}/changes/${encodeURIComponent(id)}/undo`, { note: note.trim(), ...(merge === undefined ? {} : { merge }) }, changeStartedSchema)
    await refresh(IDENTITY, '/api/v1/jobs')
    notice.done(t('desk.undone'))
  }
  return (
    <ConfirmButton size={merge === undefined ? 'middle' : 'small'} danger label={label} title={title} onConfirm={undo}>
      <p>{what}</p>
      <Input value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} placeholder={t('change.required')} aria-label={t('change.note')} />
    </ConfirmButton>
  )
}
