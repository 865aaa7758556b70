import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { definitionSchema } from '#platform/definition/contract'
import type { SegmentPreview } from '#segments/contract'
import { post } from '../../../api/client.js'
import { useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { definitionUrl, DEFINITIONS, segmentPath, SEGMENTS } from '../segment-paths.js'
import type { SegmentNames } from './segment-draft.js'
import type { useDraft } from './use-draft.js'

interface Props {
  readonly names: SegmentNames
  readonly draft: ReturnType<typeof useDraft>
  readonly preview: SegmentPreview | undefined
}

const stateWords = { saved: 'builder.saved', saving: 'builder.saving', waiting: 'builder.unsaved', failed: 'builder.notSaved' } as const

/** What publishing changes, with the count of the moment. */
function PublishButton({ names, draft, preview }: Props) {
  const { t } = useTranslation('segments')
  const notice = useNotice()
  const locale = useFormatLocale()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const [note, setNote] = useState('')
  const { key, revision, version, hasDraft } = draft.definition
  const next = (version ?? 0) + 1
  const publish = async () => {
    const done = await post(`${definitionUrl(key)}/publish`, note.trim() === '' ? {} : { note: note.trim() }, definitionSchema, { revision })
    draft.keep(done)
    await refresh(SEGMENTS, DEFINITIONS)
    notice.done(t('builder.published', { version: done.version ?? next }))
    void navigate(keepScope(segmentPath(key), search))
  }
  const count = preview?.count ?? null
  const what =
    preview === undefined || count === null
      ? t('builder.publishUnknown', { version: next })
      : t('builder.publishWhat', { version: next, shown: formatNumber(count, locale), asOf: preview.asOf })
  return (
    <ConfirmButton
      type="primary"
      label={t('builder.publish', { version: next })}
      title={t('builder.publishTitle', { name: names.zh })}
      disabled={!hasDraft || draft.state !== 'saved'}
      onConfirm={publish}
    >
      <p>{what}</p>
      <Input.TextArea aria-label={t('builder.note')} placeholder={t('builder.note')} maxLength={1000} value={note} onChange={({ target }) => setNote(target.value)} />
    </ConfirmButton>
  )
}

/** Title of an open draft: whether it is saved, and publishing. */
export function DraftHeader(props: Props) {
  const { names, draft } = props
  const { t } = useTranslation('segments')
  const say = useSay()
  const name = say({ zh: names.zh, en: names.en === '' ? undefined : names.en })
  const isConflict = draft.error?.status === 409
  return (
    <>
      <PageHeader
        title={t('builder.editTitle', { name })}
        purpose={<span aria-live="polite">{t(stateWords[draft.state])}</span>}
        actions={
          <>
            <AppLink to={segmentPath(draft.definition.key)}>
              {t('builder.open')}
            </AppLink>
            <PublishButton {...props} />
          </>
        }
      />
      {isConflict && <p className="tone-warm">{t('builder.conflict')}</p>}
      {draft.error && !isConflict && <ErrorPanel error={draft.error} />}
    </>
  )
}
