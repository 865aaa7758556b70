import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { TrainButton } from '../TrainButton.js'
import { type ModelDetail, usePickedNumber, useVersion, type VersionDetail } from './use-picked-version.js'

function VersionPicker({ model, number }: { readonly model: ModelDetail; readonly number: number }) {
  const { t } = useTranslation('models')
  const [, change] = useUrlState()
  return (
    <label className="model-picker">
      <span className="soft">{t('versionLabel')}</span>
      <Select<number>
        value={number}
        popupMatchSelectWidth={false}
        onChange={(next) => change({ v: String(next) }, { replace: true })}
        options={model.versions.map((one) => ({ value: one.number, label: `${t('version', { number: one.number })} · ${t(`status.${one.status}`)}` }))}
      />
    </label>
  )
}

interface Props {
  readonly model: ModelDetail
  readonly children: (version: VersionDetail) => ReactNode
}

/** A tab about one version, with the choice of which; before the first version, what to do. */
export function WithVersion({ model, children }: Props) {
  const { t } = useTranslation('models')
  const number = usePickedNumber(model)
  const version = useVersion(model.key, number)
  if (number === null) {
    return <EmptyState title={t('needsVersion.title')} why={t('needsVersion.why')} action={<TrainButton model={model.key} number={1} isPublished={model.version !== null} type="primary" />} />
  }
  return (
    <>
      {model.versions.length > 1 && <VersionPicker model={model} number={number} />}
      <Loaded query={version}>{(found) => <div className="model-stack">{children(found)}</div>}</Loaded>
    </>
  )
}
