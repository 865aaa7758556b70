import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceTest } from '#ingest/contract'
import type { DefinitionView } from '../../../api/definitions.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { isSameBody } from '../../ingest/mapping/source-body.js'
import { TargetsEditor } from '../../ingest/mapping/TargetsEditor.js'
import { type TargetForm, toTarget, toTargetForm } from '../../ingest/mapping/target-form.js'
import { type SourceDraft, unmapped } from '../form/source-draft.js'
import { useSourceForm } from '../form/use-source-form.js'
import '../../ingest/ingest.css'

interface Props {
  readonly definition: DefinitionView
  readonly found: SourceTest
  readonly onNext: () => void
}

/** The saved mapping and format, or what was found while there is none. */
function startOf(saved: SourceDraft, { proposal }: SourceTest): SourceDraft {
  const hasTargets = (saved.targets ?? []).some((target) => !isSameBody(target, unmapped))
  const format = { ...proposal?.format, ...saved.format }
  return { ...saved, ...(format.type === undefined ? {} : { format: { ...format, type: format.type } }), targets: hasTargets ? (saved.targets ?? []) : (proposal?.targets ?? []) }
}

/** What every column of the source means. */
export function ColumnsStep({ definition, found, onNext }: Props) {
  const { t } = useTranslation('sources')
  const form = useSourceForm(definition, (saved) => startOf(saved, found))
  const [targets, setTargets] = useState<readonly TargetForm[]>(() => (form.body.targets ?? []).map(toTargetForm))
  const change = (next: readonly TargetForm[]) => {
    setTargets(next)
    form.set({ targets: next.map(toTarget) })
  }
  if (found.proposal === undefined) return <Alert type="warning" showIcon title={t('connect.noFiles')} />
  const mistakes = form.mistakes.filter(({ path }) => path.startsWith('targets'))
  return (
    <>
      <TargetsEditor targets={targets} setTargets={change} columns={found.proposal.columns} mistakes={mistakes} />
      {form.save.error && <ErrorPanel error={form.save.error} />}
      <footer className="connect-foot">
        <Button type="primary" disabled={mistakes.length > 0} loading={form.save.isPending} onClick={() => form.save.mutate(form.body, { onSuccess: onNext })}>
          {t('connect.next')}
        </Button>
      </footer>
    </>
  )
}
