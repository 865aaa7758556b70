import { InputNumber, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { clusterKernels, type ClusterKernelName } from '#segments/contract'
import { HelpHint } from '../../../../ui/figures/HelpHint.js'
import { Field, NumberField } from '../../../../ui/form/Field.js'
import type { ClusterDraft } from './cluster-draft.js'
import type { StepProps } from './step-props.js'

const LEAST = 2
const MOST = 60
const CRITERIA = ['vote', 'silhouette', 'gap', 'stability'] as const
const REASSIGN = ['never', 'daily', 'weekly', 'monthly'] as const

type Part = Pick<StepProps, 'form' | 'mistakes'>

/** The method, and what it alone asks. */
function KernelChoice({ form, mistakes }: Part) {
  const { t } = useTranslation('segments')
  const { kernel = 'kmeans', gamma, covariance } = form.body
  const choose = (next: ClusterKernelName) => form.set({ kernel: next === 'kmeans' ? undefined : next, gamma: next === 'kprototypes' ? gamma : undefined, covariance: next === 'gaussian-mixture' ? covariance : undefined })
  return (
    <section className="panel">
      <h2>{t('clusters.wizard.kernel')}</h2>
      <Radio.Group className="cluster-kernels" value={kernel} onChange={({ target }) => choose(target.value as ClusterKernelName)}>
        {clusterKernels.map((one) => (
          <Radio key={one} value={one}>
            <strong>{t(`clusters.kernels.${one}`)}</strong>
            <span className="soft">{t(`clusters.wizard.kernelWhat.${one}`)}</span>
          </Radio>
        ))}
      </Radio.Group>
      {kernel === 'kprototypes' && <NumberField label={t('clusters.wizard.gamma')} path="gamma" mistakes={mistakes} hint={t('clusters.wizard.gammaHelp')} min={0} max={10} step={0.1} value={gamma ?? 0.5} onChange={(value) => form.set({ gamma: value })} />}
      {kernel === 'gaussian-mixture' && (
        <Field label={t('clusters.wizard.covariance')} path="covariance" mistakes={mistakes}>
          {(id) => <Select id={id} popupMatchSelectWidth={false} value={covariance ?? 'diagonal'} onChange={(value) => form.set({ covariance: value })} options={(['diagonal', 'full'] as const).map((value) => ({ value, label: t(`clusters.wizard.covariances.${value}`) }))} />}
        </Field>
      )}
    </section>
  )
}

const rangeOf = ({ clusters }: Pick<ClusterDraft, 'clusters'>) => (typeof clusters === 'number' ? { from: clusters, to: clusters } : clusters)

/** How many clusters, and who decides. */
function CountChoice({ form, mistakes }: Part) {
  const { t } = useTranslation('segments')
  const { clusters, criterion } = form.body
  const { from, to } = rangeOf(form.body)
  const isFixed = typeof clusters === 'number'
  return (
    <section className="panel">
      <h2>{t('clusters.wizard.clusters')}</h2>
      <Field label={t('clusters.count')} path="clusters" mistakes={mistakes}>
        {() => (
          <span className="member-choice">
            <Radio.Group optionType="button" value={isFixed} onChange={({ target }) => form.set({ clusters: target.value === true ? from : { from, to: Math.max(to, from + 1) } })} options={[{ value: false, label: t('clusters.wizard.range') }, { value: true, label: t('clusters.wizard.fixed') }]} />
            <InputNumber<number> aria-label={t(isFixed ? 'clusters.count' : 'clusters.wizard.from')} min={LEAST} max={MOST} precision={0} value={from} onChange={(next) => form.set({ clusters: isFixed ? (next ?? LEAST) : { from: next ?? LEAST, to } })} />
            {!isFixed && <span>–</span>}
            {!isFixed && <InputNumber<number> aria-label={t('clusters.wizard.to')} min={LEAST} max={MOST} precision={0} value={to} onChange={(next) => form.set({ clusters: { from, to: next ?? from } })} />}
          </span>
        )}
      </Field>
      {!isFixed && (
        <Field path="criterion" mistakes={mistakes} label={<>{t('clusters.wizard.criterion')} <HelpHint name={t('clusters.wizard.criterion')} source="Rousseeuw 1987; Tibshirani et al. 2001; Hennig 2007">{t('clusters.wizard.criterionHelp')}</HelpHint></>}>
          {(id) => <Select id={id} popupMatchSelectWidth={false} value={criterion} onChange={(value) => form.set({ criterion: value })} options={CRITERIA.map((value) => ({ value, label: t(`clusters.criteria.${value}`) }))} />}
        </Field>
      )}
    </section>
  )
}

/** Seed, sample and schedule. */
function RunChoice({ form, mistakes }: Part) {
  const { t } = useTranslation('segments')
  const { training, reassign } = form.body
  const set = (part: Partial<ClusterDraft['training']>) => form.set({ training: { ...training, ...part } })
  return (
    <section className="panel cluster-grid">
      <NumberField label={t('clusters.wizard.seed')} path="training.seed" mistakes={mistakes} hint={t('clusters.wizard.seedHelp')} min={1} max={2_147_483_647} value={training.seed} onChange={(seed) => set({ seed: seed ?? 1 })} />
      <NumberField label={t('clusters.wizard.rows')} path="training.rows" mistakes={mistakes} min={20} max={2_000_000} value={training.rows} onChange={(rows) => set({ rows: rows ?? 200_000 })} />
      <NumberField label={t('clusters.wizard.starts')} path="training.starts" mistakes={mistakes} min={1} max={50} value={training.starts} onChange={(starts) => set({ starts: starts ?? 10 })} />
      <Field label={t('clusters.wizard.reassign')} path="reassign" mistakes={mistakes} hint={t('clusters.wizard.reassignHelp')}>
        {(id) => <Select id={id} value={reassign} onChange={(value) => form.set({ reassign: value })} options={REASSIGN.map((value) => ({ value, label: t(`clusters.wizard.reassigns.${value}`) }))} />}
      </Field>
    </section>
  )
}

/** How they are grouped: method, number, seed and schedule. */
export function KernelStep({ form, mistakes }: StepProps) {
  return (
    <div className="life-panel">
      <KernelChoice form={form} mistakes={mistakes} />
      <CountChoice form={form} mistakes={mistakes} />
      <RunChoice form={form} mistakes={mistakes} />
    </div>
  )
}
