import { Button, Checkbox, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Drift, DriftAction } from '#ingest/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { useDifferenceWords } from './use-difference-words.js'
import '../sources.css'

type Judged = Drift['differences'][number]

const answerSchema = z.object({ jobId: z.string().nullable() })
const columnOf = (difference: Judged): string | undefined => (difference.kind === 'late' ? undefined : difference.column)

/** Every difference of a waiting load, with what each choice does. */
export function DriftDecision({ drift }: { readonly drift: Drift }) {
  const { t } = useTranslation('sources')
  const notice = useNotice()
  const words = useDifferenceWords()
  const mayDecide = useMay('data.load')
  const [chosen, setChosen] = useState<Readonly<Record<number, DriftAction>>>(() =>
    Object.fromEntries(drift.differences.flatMap(({ actions }, at) => (actions.length === 1 && actions[0] !== undefined ? [[at, actions[0]]] : []))),
  )
  const [note, setNote] = useState('')
  const [standing, setStanding] = useState(false)
  const decide = useAction(
    (refuse: boolean) => {
      const choices = drift.differences.map((difference, at) => ({ kind: difference.kind, ...(columnOf(difference) === undefined ? {} : { column: columnOf(difference) }), action: refuse ? 'reject' : chosen[at] }))
      return post(`/api/v1/data/loads/${encodeURIComponent(drift.loadId)}/drift-decision`, { choices, standing: standing && !refuse, ...(note.trim() === '' ? {} : { note: note.trim() }) }, answerSchema)
    },
    { refreshes: ['/api/v1/data', '/api/v1/jobs'], onDone: ({ jobId }) => notice.done(jobId === null ? t('drift.refused') : t('drift.goes')) },
  )
  const isWhole = drift.differences.every((_, at) => chosen[at] !== undefined)
  const isRefused = Object.values(chosen).includes('reject')
  return (
    <section className="panel drift-decision" aria-label={t('drift.decide')}>
      <h2>{t('drift.decide')}</h2>
      <p className="soft">{t('drift.decideWhy')}</p>
      <ol>
        {drift.differences.map((difference, at) => (
          <li key={`${difference.kind} ${columnOf(difference) ?? ''}`}>
            <strong>{words(difference)}</strong>
            <Radio.Group disabled={!mayDecide} value={chosen[at]} onChange={(event) => setChosen({ ...chosen, [at]: event.target.value as DriftAction })}>
              {difference.actions.map((action) => (
                <Radio key={action} value={action}>
                  {t(`drift.action.${action}`)} <span className="soft">{difference.kind === 'late' && action === 'accept' ? t('drift.lateAccept') : t(`drift.effect.${action}`)}</span>
                </Radio>
              ))}
            </Radio.Group>
          </li>
        ))}
      </ol>
      {mayDecide && (
        <>
          <Checkbox checked={standing} onChange={(event) => setStanding(event.target.checked)}>
            {t('drift.standing')}
          </Checkbox>
          <Input value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} placeholder={t('drift.note')} aria-label={t('drift.note')} />
          <div className="row-actions">
            <Button type="primary" disabled={!isWhole || isRefused} loading={decide.isPending && !decide.variables} onClick={() => decide.mutate(false)}>
              {t('drift.submit')}
            </Button>
            <Button danger loading={decide.isPending && decide.variables} onClick={() => decide.mutate(true)}>
              {t('drift.refuse')}
            </Button>
          </div>
          {decide.error && <ErrorPanel error={decide.error} />}
        </>
      )}
    </section>
  )
}
