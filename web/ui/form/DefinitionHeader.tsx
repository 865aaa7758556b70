import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '../../api/problem.js'
import { ConfirmButton } from '../action/ConfirmButton.js'
import { ErrorPanel } from '../feedback/ErrorPanel.js'
import { ObjectHeader } from '../page/ObjectPage.js'
import type { DefinitionForm } from './use-definition-form.js'

interface Props {
  readonly form: Pick<DefinitionForm<object>, 'definition' | 'names' | 'mistakes' | 'isChanged' | 'isReady' | 'save' | 'publish'>
  readonly title: string
  readonly parent: { readonly label: string; readonly to: string }
  readonly note?: ReactNode
  /** What publishing changes, in the dialog. */
  readonly effect: ReactNode
  readonly onPublished: (key: string) => void
}

/** Title of a definition being written: whether it is saved, saving and publishing it. */
export function DefinitionHeader({ form, title, parent, note, effect, onPublished }: Props) {
  const { t } = useTranslation('ui')
  const [why, setWhy] = useState('')
  const { definition, names, mistakes, isChanged, isReady, save } = form
  const { version, hasDraft } = definition ?? { version: null, hasDraft: false }
  const mayPublish = isReady && mistakes.length === 0 && (isChanged || hasDraft || version === null)
  const publish = async () => {
    const done = await form.publish(why)
    onPublished(done.key)
  }
  return (
    <>
      <ObjectHeader
        name={title}
        parent={parent}
        version={version}
        hasDraft={hasDraft}
        note={<Kept isChanged={isChanged} hasDraft={hasDraft} note={note} />}
        actions={
          <>
            <Button disabled={!isReady || (definition !== null && !isChanged)} loading={save.isPending} onClick={() => save.mutate(undefined)}>
              {t('form.saveDraft')}
            </Button>
            <ConfirmButton type="primary" label={t('form.publish', { version: (version ?? 0) + 1 })} title={t('form.publishTitle', { name: names.zh })} disabled={!mayPublish} onConfirm={publish}>
              {effect}
              <Input.TextArea aria-label={t('form.note')} placeholder={t('form.note')} maxLength={1000} value={why} onChange={({ target }) => setWhy(target.value)} />
            </ConfirmButton>
          </>
        }
      />
      {save.error && <NotSaved error={save.error} />}
    </>
  )
}

/** Whether what is on the page is saved, and whether that counts already. */
function Kept({ isChanged, hasDraft, note }: { readonly isChanged: boolean; readonly hasDraft: boolean; readonly note: ReactNode }) {
  const { t } = useTranslation('ui')
  return <span aria-live="polite">{isChanged ? t('form.unsaved') : (note ?? t(hasDraft ? 'form.kept' : 'form.isPublished'))}</span>
}

function NotSaved({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation('ui')
  return error.status === 409 ? <p className="tone-warm">{t('form.conflict')}</p> : <ErrorPanel error={error} />
}
