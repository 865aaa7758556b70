import { Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { connectorKinds, sourceTestSchema } from '#ingest/contract'
import { type DefinitionView, useDefinition } from '../../../api/definitions.js'
import { usePosted } from '../../../api/posted.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { keepScope, useUrlState } from '../../../ui/place/scope.js'
import { sourceApi, sourcePath } from '../paths.js'
import { ColumnsStep } from './ColumnsStep.js'
import { KindStep, type WayIn } from './KindStep.js'
import { PlaceStep } from './PlaceStep.js'
import { RulesStep } from './RulesStep.js'
import '../sources.css'

const steps = ['kind', 'place', 'mapping', 'rules'] as const

type Step = (typeof steps)[number]

/** What the address says: the source, the step, the kind, the revision that was tried. */
function useWhere() {
  const [search, change] = useUrlState()
  const key = search.get('source')
  const step: Step = steps.find((one) => one === search.get('step')) ?? (key === null ? 'kind' : 'place')
  return { key, step, change, tested: search.get('tested'), kind: connectorKinds.find((one) => one === search.get('kind')) ?? 'folder' }
}

/** The steps of a source whose draft is kept. */
function KeptSteps({ definition }: { readonly definition: DefinitionView }) {
  const navigate = useNavigate()
  const { step, change, tested, kind } = useWhere()
  const isWanted = step === 'mapping' || tested === String(definition.revision)
  const test = usePosted(sourceApi(definition.key, 'test'), isWanted ? { revision: definition.revision } : null, sourceTestSchema)
  switch (step) {
    case 'kind':
    case 'place':
      return <PlaceStep kind={kind} definition={definition} test={test} onSaved={({ revision }) => change({ tested: String(revision) }, { replace: true })} onNext={() => change({ step: 'mapping' })} />
    case 'mapping':
      return <Loaded query={test}>{(tried) => <ColumnsStep definition={definition} found={tried} onNext={() => change({ step: 'rules' })} />}</Loaded>
    case 'rules':
      return <RulesStep definition={definition} onPublished={() => void navigate(sourcePath(definition.key))} />
  }
}

/** Connects a source step by step; the draft is a definition, so that a reload or another day goes on. */
export function ConnectPage() {
  const { t } = useTranslation('sources')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { key, step, change, kind } = useWhere()
  const definition = useDefinition('source', key)
  const choose = (way: WayIn) => {
    if (way === 'upload' || way === 'events') void navigate(keepScope(way === 'upload' ? '/data/import' : '/data/events', search))
    else change({ kind: way, step: 'place' })
  }
  const at = steps.indexOf(step)
  return (
    <>
      <PageHeader title={t('connect.title')} purpose={t('connect.purpose')} />
      <Steps
        size="small"
        className="ingest-steps"
        current={at}
        onChange={(next) => change({ step: steps[next] ?? null })}
        items={steps.map((one, index) => ({ title: t(`connect.step.${one}`), disabled: index > at || (index === 0 && key !== null) }))}
      />
      {key !== null && <Loaded query={definition}>{(found) => <KeptSteps definition={found} />}</Loaded>}
      {key === null && step === 'kind' && <KindStep onChoose={choose} />}
      {key === null && step !== 'kind' && <PlaceStep kind={kind} definition={undefined} test={null} onSaved={(made) => change({ source: made.key, tested: String(made.revision), kind: null })} onNext={() => undefined} />}
    </>
  )
}
