import { Form, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { adoptedSchema, coverageSchema, type PlanEvent } from '#events/contract'
import { purposeListSchema } from '#privacy/contract'
import { type DefinitionMistake, type DefinitionView, useDefinition } from '../../../api/definitions.js'
import { usePosted } from '../../../api/posted.js'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DefinitionHeader } from '../../../ui/form/DefinitionHeader.js'
import { Field, TextField } from '../../../ui/form/Field.js'
import { keyFrom } from '../../../ui/form/key-of.js'
import { NameFields } from '../../../ui/form/NameFields.js'
import { type DefinitionForm, type DefinitionNames, useDefinitionForm } from '../../../ui/form/use-definition-form.js'
import { useSay } from '../../../ui/language/use-say.js'
import { keepScope } from '../../../ui/place/scope.js'
import { editPlanEvent, EVENTS, PLAN_TAB } from '../events-paths.js'
import { PropFields } from './PropFields.js'
import { isRepeated, propsOf, rowsOf, withSeen } from './prop-rows.js'
import { SeenPanel } from './SeenPanel.js'
import '../events.css'

/** An event of the plan while it is written. */
type PlanDraft = Partial<PlanEvent>

interface Start {
  readonly names: DefinitionNames
  readonly body: PlanDraft
}

const fresh: Start = { names: { zh: '', en: '', key: '' }, body: { onViolation: 'keep', props: {} } }

/** Writes an event of the tracking plan: a new one, one made of what is received (`event` of the URL), or one that exists. */
export function PlanEventEditPage() {
  const { key } = useParams()
  const [search] = useSearchParams()
  const event = search.get('event')
  const opened = useDefinition('tracking-plan-event', key ?? null)
  const seen = usePosted(`${EVENTS}/adopt`, key === undefined && event !== null ? { event } : null, adoptedSchema)
  if (key !== undefined) return <Loaded query={opened}>{(definition) => <EventForm key={definition.key} opened={definition} start={startOf(definition)} />}</Loaded>
  if (event === null) return <EventForm opened={null} start={fresh} />
  return <Loaded query={seen}>{(draft) => <EventForm opened={null} start={{ names: { ...draft.name, key: draft.key }, body: { ...draft.body, event } }} />}</Loaded>
}

function startOf({ key, name, body }: DefinitionView): Start {
  const kept = typeof body === 'object' && body !== null ? (body as PlanDraft) : {}
  return { names: { zh: name.zh, en: name.en ?? '', key }, body: { ...kept, event: kept.event ?? key.replaceAll('-', '_') } }
}

function EventForm({ opened, start }: { readonly opened: DefinitionView | null; readonly start: Start }) {
  const { t } = useTranslation('events')
  const say = useSay()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const form = useDefinitionForm<PlanDraft>({
    kind: 'tracking-plan-event', opened, start, refreshes: [EVENTS],
    proposeKey: (_, body) => keyFrom(body.event ?? ''),
    onCreated: (key) => void navigate(keepScope(editPlanEvent(key), search), { replace: true }),
  })
  const [rows, setRows] = useState(() => rowsOf(start.body.props))
  const write = (next: typeof rows) => {
    setRows(next)
    form.set({ props: propsOf(next) })
  }
  const mistakes = useAllMistakes(form, rows)
  return (
    <>
      <DefinitionHeader
        form={{ ...form, mistakes }}
        title={opened === null ? t('form.new') : say({ zh: form.names.zh, en: form.names.en === '' ? undefined : form.names.en })}
        parent={{ label: t('tab.plan'), to: PLAN_TAB }}
        note={opened === null ? t('form.newNote') : undefined}
        effect={<p>{t(form.body.onViolation === 'block' ? 'form.effectBlock' : 'form.effectKeep')}</p>}
        onPublished={() => void navigate(keepScope(PLAN_TAB, search))}
      />
      <Form layout="vertical" component="div" className="form-beside">
        <div className="form-stack">
          <section className="panel">
            <EventFields form={form} mistakes={mistakes} />
          </section>
          <section className="panel">
            <h2>{t('form.props')}</h2>
            <p className="soft">{t('form.propsHint')}</p>
            <PropFields rows={rows} onChange={write} mistakes={mistakes} />
          </section>
        </div>
        <aside>
          <section className="panel">
            <h2>{t('form.seen')}</h2>
            <SeenPanel event={form.body.event ?? ''} onSeen={(props) => write(withSeen(rows, props))} />
          </section>
        </aside>
      </Form>
    </>
  )
}

/** What the server finds, and what it cannot see: a property twice, or an event that another entry declares. */
function useAllMistakes(form: DefinitionForm<PlanDraft>, rows: ReturnType<typeof rowsOf>): readonly DefinitionMistake[] {
  const { t } = useTranslation('events')
  const { body, names, mistakes } = form
  const declared = (useApi(`${EVENTS}/coverage`, coverageSchema).data?.items ?? []).find(({ event, key }) => event === body.event && key !== null && key !== names.key)
  const wrong = (path: string, text: string): DefinitionMistake => ({ code: 'FORM', path, params: {}, message: { zh: text, en: text } })
  return [
    ...mistakes,
    ...(declared === undefined ? [] : [wrong('event', t('form.taken', { key: declared.key ?? '' }))]),
    ...(rows.some((_, at) => isRepeated(rows, at)) ? [wrong('repeated', t('form.repeated'))] : []),
  ]
}

function EventFields({ form, mistakes }: { readonly form: DefinitionForm<PlanDraft>; readonly mistakes: readonly DefinitionMistake[] }) {
  const { t } = useTranslation('events')
  const say = useSay()
  const { body, set } = form
  const purposes = useApi('/api/v1/privacy/purposes', purposeListSchema).data?.items ?? []
  const onViolation = body.onViolation ?? 'keep'
  const describe = (language: 'zh' | 'en', text: string | undefined) => {
    const next = { zh: body.description?.zh ?? '', ...(body.description?.en === undefined ? {} : { en: body.description.en }), [language]: text ?? '' }
    set({ description: next.zh === '' && (next.en ?? '') === '' ? undefined : next })
  }
  return (
    <>
      <div className="form-grid">
        <Field label={t('form.event')} hint={t('form.eventHint')} path="event" mistakes={mistakes} required>
          {(id) => <Input id={id} value={body.event ?? ''} maxLength={200} onChange={({ target }) => set({ event: target.value === '' ? undefined : target.value })} />}
        </Field>
      </div>
      <NameFields form={form} keyFollows={false} />
      <div className="form-grid">
        <TextField label={t('plan.owner')} path="owner" mistakes={mistakes} most={100} value={body.owner} onChange={(owner) => set({ owner })} />
        <Field label={t('form.purposes')} hint={t('form.purposesHint')} path="purposes" mistakes={mistakes}>
          {(id) => <Select id={id} mode="multiple" value={[...(body.purposes ?? [])]} options={purposes.map(({ code, name }) => ({ value: code, label: say(name) }))} onChange={(chosen: string[]) => set({ purposes: chosen })} />}
        </Field>
        <Field label={t('form.onViolation')} hint={t(`form.onViolationHint.${onViolation}`)} path="onViolation" mistakes={mistakes}>
          {(id) => <Segmented id={id} value={onViolation} options={(['keep', 'block'] as const).map((value) => ({ value, label: t(`form.onViolations.${value}`) }))} onChange={(value: PlanEvent['onViolation']) => set({ onViolation: value })} />}
        </Field>
        <TextField label={t('form.describeZh')} path="description.zh" mistakes={mistakes} wide lines={2} most={1000} value={body.description?.zh} onChange={(text) => describe('zh', text)} />
        <TextField label={t('form.describeEn')} path="description.en" mistakes={mistakes} wide lines={2} most={1000} value={body.description?.en} onChange={(text) => describe('en', text)} />
      </div>
    </>
  )
}
