import { Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { connectorKinds, sourceTestSchema } from '#ingest/contract'
import { useDefinition } from '../../../api/definitions.js'
import { usePosted } from '../../../api/posted.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { keepScope, useUrlState } from '../../../ui/place/scope.js'
import { readDraft } from '../form/source-draft.js'
import { sourceApi, sourcePath } from '../paths.js'
import { ColumnsStep } from './ColumnsStep.js'
import { KindStep, type WayIn } from './KindStep.js'
import { PlaceStep } from './PlaceStep.js'
import { RulesStep } from './RulesStep.js'
import '../sources.css'

const steps = ['kind', 'place', 'mapping', 'rules'] as const

/** Connects a source step by step; the draft is a definition, so that a reload or another day goes on. */
export function ConnectPage() {
  const { t } = useTranslation('sources')
  const navigate = useNavigate()
  const [raw] = useSearchParams()
  const [search, change] = useUrlState()
  const key = search.get('source')
  const step = steps.find((one) => one === search.get('step')) ?? (key === null ? 'kind' : 'place')
  const definition = useDefinition('source', key)
  const kind = connectorKinds.find((one) => one === search.get('kind')) ?? readDraft(definition.data?.body).connector?.kind ?? 'folder'
  const isWanted = key !== null && definition.data !== undefined && (step === 'mapping' || search.get('tested') === String(definition.data.revision))
  const test = usePosted(key === null ? '' : sourceApi(key, 'test'), isWanted ? { revision: definition.data?.revision } : null, sourceTestSchema)
  const choose = (way: WayIn) => {
    if (way === 'upload') void navigate(keepScope('/data/import', raw))
    else if (way === 'events') void navigate(keepScope('/data/events', raw))
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
      {step === 'kind' && <KindStep onChoose={choose} />}
      {step === 'place' && key === null && <PlaceStep kind={kind} definition={undefined} test={test} onSaved={({ key: made, revision }) => change({ source: made, tested: String(revision), kind: null })} onNext={() => undefined} />}
      {step !== 'kind' && key !== null && (
        <Loaded query={definition}>
          {(found) => (
            <>
              {step === 'place' && <PlaceStep key={found.key} kind={kind} definition={found} test={test} onSaved={({ revision }) => change({ tested: String(revision) }, { replace: true })} onNext={() => change({ step: 'mapping' })} />}
              {step === 'mapping' && <Loaded query={test}>{(tried) => <ColumnsStep definition={found} found={tried} onNext={() => change({ step: 'rules' })} />}</Loaded>}
              {step === 'rules' && <RulesStep definition={found} onPublished={() => void navigate(keepScope(sourcePath(found.key), new URLSearchParams()))} />}
            </>
          )}
        </Loaded>
      )}
    </>
  )
}
