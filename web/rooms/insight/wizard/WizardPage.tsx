import { Button, Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Portrait } from '#insight/contract'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { peopleOf, PORTRAITS_PAGE } from '../insight-paths.js'
import { Sides } from '../portrait/Sides.js'
import { usePortrait } from '../portrait/use-portrait.js'
import { AnalyseStep } from './AnalyseStep.js'
import { ApplyStep } from './ApplyStep.js'
import { DataStep } from './DataStep.js'
import { MineStep } from './MineStep.js'
import { ModelStep } from './ModelStep.js'
import '../insight.css'

const STEPS = ['collect', 'analyse', 'mine', 'model', 'apply'] as const
type Step = (typeof STEPS)[number]

function StepBody({ step, portrait }: { readonly step: Step; readonly portrait: Portrait }) {
  if (step === 'analyse') return <AnalyseStep portrait={portrait} />
  if (step === 'mine') return <MineStep />
  if (step === 'model') return <ModelStep />
  return <ApplyStep portrait={portrait} />
}

/** Draws the portrait once and shows a step of it. */
function Drawn({ of, against, step }: { readonly of: string; readonly against: string; readonly step: Step }) {
  const { answer, job } = usePortrait({ of: peopleOf(of), against: peopleOf(against) })
  const now = useNow(job !== null)
  return (
    <>
      {job !== null && <JobProgress job={job} now={now} />}
      <Loaded query={answer}>{({ portrait }) => (portrait === null ? null : <StepBody key={portrait.id} step={step} portrait={portrait} />)}</Loaded>
    </>
  )
}

/** From the choice of a segment to a published portrait: five steps, kept in the URL. */
export function WizardPage() {
  const { t } = useTranslation('insight')
  const [search, change] = useUrlState()
  const [of, against] = [search.get('of') ?? '', search.get('against') ?? '']
  const asked = STEPS.findIndex((step) => step === search.get('step'))
  const at = Math.max(0, asked)
  const step = STEPS[at] ?? 'collect'
  const go = (to: number) => change({ step: STEPS[to] ?? 'collect' })
  return (
    <>
      <PageHeader title={t('picture.wizard.title')} purpose={t('picture.wizard.purpose')} actions={<AppLink to={PORTRAITS_PAGE}>{t('kept.title')}</AppLink>} />
      <Steps size="small" className="wizard-steps" current={at} onChange={(to) => (of === '' ? undefined : go(to))} items={STEPS.map((key) => ({ title: t(`picture.wizard.step.${key}`) }))} />
      {step === 'collect' && (
        <>
          <p className="soft">{t('picture.wizard.chooseSegment')}</p>
          <Sides />
          <DataStep />
        </>
      )}
      {step !== 'collect' && of === '' && <EmptyState title={t('picture.wizard.chooseFirst')} why={t('picture.wizard.chooseSegment')} action={<Button onClick={() => go(0)}>{t('picture.wizard.step.collect')}</Button>} />}
      {step !== 'collect' && of !== '' && <Drawn of={of} against={against} step={step} />}
      <p className="wizard-moves">
        {at > 0 && <Button onClick={() => go(at - 1)}>{t('picture.wizard.back')}</Button>}
        {at < STEPS.length - 1 && (
          <Button type="primary" disabled={of === ''} title={of === '' ? t('picture.wizard.chooseFirst') : ''} onClick={() => go(at + 1)}>
            {t('picture.wizard.next')}
          </Button>
        )}
      </p>
    </>
  )
}
