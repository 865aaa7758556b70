import { Alert, Checkbox, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useToday } from '../../../api/installation.js'
import type { ApiError } from '../../../api/problem.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import type { SourceAbout } from '../mapping/source-body.js'
import type { ImportDraft } from './import-draft.js'
import type { ChangeDraft } from './use-import-draft.js'

interface Props {
  readonly draft: ImportDraft
  readonly change: ChangeDraft
  /** The mapping of a chosen source was changed, so a new version is published. */
  readonly isChanged: boolean
  readonly error: ApiError | null
}

const bases = ['contract', 'consent', 'legal-duty', 'public'] as const
const classes = ['C1', 'C2', 'C3'] as const

function WhatHappens({ draft, isChanged }: Pick<Props, 'draft' | 'isChanged'>) {
  const { t } = useTranslation('ingest')
  const { source } = draft
  if (source === null) return <Alert type="info" showIcon title={t('about.willCreate')} />
  const next = (source.version ?? 0) + 1
  const title = isChanged
    ? t('about.willPublish', { version: next })
    : t('about.willUse', { version: source.version ?? 1 })
  return <Alert type="info" showIcon title={title} />
}

type SetAbout = (part: Partial<SourceAbout>) => void

/** The business date shown: this load's, the source's own, or the bank's today. */
function dateOf({ about, source }: ImportDraft, today: string): string {
  if (about.businessDate !== '') return about.businessDate
  return source?.body.businessDate ?? today
}

/** Why the bank may use the data, and how sensitive it is. */
function GroundFields({ about, set }: { readonly about: SourceAbout; readonly set: SetAbout }) {
  const { t } = useTranslation('ingest')
  return (
    <>
      <Form.Item label={t('about.legalBasis')} htmlFor="about-basis">
        <Select
          id="about-basis"
          allowClear
          value={about.legalBasis === '' ? null : about.legalBasis}
          onChange={(legalBasis: (typeof bases)[number] | undefined) => set({ legalBasis: legalBasis ?? '' })}
          options={bases.map((basis) => ({ value: basis, label: t(`legalBasis.${basis}`) }))}
        />
      </Form.Item>
      <Form.Item label={t('about.classification')} htmlFor="about-class">
        <Select
          id="about-class"
          value={about.classification === '' ? null : about.classification}
          onChange={(classification: (typeof classes)[number]) => set({ classification })}
          options={classes.map((one) => ({ value: one, label: t(`classification.${one}`) }))}
        />
      </Form.Item>
    </>
  )
}

/** Step 4: what the source is called, why the bank may use it, and the date of this file. */
export function AboutStep({ draft, change, isChanged, error }: Props) {
  const { t } = useTranslation('ingest')
  const faultText = useFaultText()
  const installation = useToday().data
  const today = installation?.businessDate ?? ''
  const { about } = draft
  const set: SetAbout = (part) => change((now) => ({ ...now, about: { ...now.about, ...part } }))
  const ofKey = error?.path === 'key' ? faultText(error) : undefined
  const field = (name: keyof SourceAbout & ('nameZh' | 'nameEn' | 'purpose'), hint?: ReactNode) => (
    <Form.Item label={t(`about.${name}`)} extra={hint} required={name === 'nameZh'} htmlFor={`about-${name}`}>
      <Input id={`about-${name}`} value={about[name]} onChange={(event) => set({ [name]: event.target.value })} />
    </Form.Item>
  )
  return (
    <Form layout="vertical" component="div" className="narrow-page">
      <WhatHappens draft={draft} isChanged={isChanged} />
      {field('nameZh')}
      {field('nameEn')}
      <Form.Item
        label={t('about.key')}
        required
        extra={t('about.keyHint')}
        htmlFor="about-key"
        help={ofKey}
        validateStatus={ofKey === undefined ? '' : 'error'}
      >
        <Input
          id="about-key"
          disabled={draft.source !== null}
          value={about.key}
          onChange={(event) => set({ key: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={t('load.businessDate')} htmlFor="about-date" extra={t('about.dateHint')}>
        <Input
          id="about-date"
          type="date"
          value={dateOf(draft, today)}
          onChange={(event) => set({ businessDate: event.target.value })}
        />
      </Form.Item>
      {field('purpose', t('about.purposeHint'))}
      <GroundFields about={about} set={set} />
      {installation?.demo === true && (
        <Form.Item extra={t('about.demoHint')}>
          <Checkbox checked={about.demo} onChange={(event) => set({ demo: event.target.checked })}>
            {t('about.demo')}
          </Checkbox>
        </Form.Item>
      )}
      {error && ofKey === undefined && <ErrorPanel error={error} />}
    </Form>
  )
}
